package dev.tmuxsupervisor.tmux;

/**
 * A new session, its only pane and the program in it.
 *
 * @param sessionCreated seconds since the epoch
 */
public record Created(
    ServerIdentity server, SessionId session, PaneId pane, long panePid, long sessionCreated) {}
