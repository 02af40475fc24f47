/** Asks tmux, the kernel and the lock files; the only maker of evidence. */
@NullMarked
package dev.tmuxsupervisor.observe;

import org.jspecify.annotations.NullMarked;
