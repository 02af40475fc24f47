@NullMarked
package dev.tmuxsupervisor.worktree;

import org.jspecify.annotations.NullMarked;
