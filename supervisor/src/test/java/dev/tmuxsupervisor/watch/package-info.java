@NullMarked
package dev.tmuxsupervisor.watch;

import org.jspecify.annotations.NullMarked;
