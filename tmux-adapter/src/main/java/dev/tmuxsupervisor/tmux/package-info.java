/**
 * One door to a tmux server. {@link dev.tmuxsupervisor.tmux.Tmux} asks and changes; every reply is
 * an {@link dev.tmuxsupervisor.tmux.Answer}, which never takes silence for absence.
 */
@NullMarked
package dev.tmuxsupervisor.tmux;

import org.jspecify.annotations.NullMarked;
