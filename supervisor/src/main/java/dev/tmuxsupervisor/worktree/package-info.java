/** Work trees of git that agents get to themselves: made, listed and removed by git. */
@NullMarked
package dev.tmuxsupervisor.worktree;

import org.jspecify.annotations.NullMarked;
