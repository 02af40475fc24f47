package dev.tmuxsupervisor.tmux;

import java.util.List;

/**
 * All sessions and panes of a server at one moment.
 *
 * @param version the server's own, which may differ from the installed one's
 */
public record Snapshot(
    ServerIdentity server, TmuxVersion version, List<Session> sessions, List<Pane> panes) {}
