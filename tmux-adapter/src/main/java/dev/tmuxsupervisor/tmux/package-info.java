/** One door to a tmux server. */
@NullMarked
package dev.tmuxsupervisor.tmux;

import org.jspecify.annotations.NullMarked;
