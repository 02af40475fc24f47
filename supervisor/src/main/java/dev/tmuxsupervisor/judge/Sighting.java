package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.SessionId;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import java.util.Map;

/**
 * A session that was seen in tmux.
 *
 * @param name its name now, for people: sessions get renamed
 * @param created epoch seconds
 * @param pane the worker's pane; when that is closed, where it was
 * @param marks our user options on the pane, empty on a session that is not ours
 */
public record Sighting(
    TmuxSocket socket,
    ServerIdentity server,
    SessionId session,
    String name,
    long created,
    PaneId pane,
    PaneState state,
    Map<String, String> marks) {}
