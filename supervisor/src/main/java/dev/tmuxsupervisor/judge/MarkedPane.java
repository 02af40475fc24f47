package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.tmux.TmuxSocket;

/**
 * A living pane that carries a worker's marks.
 *
 * @param session the name that its session has now
 * @param sessionId {@code $N}
 * @param pane {@code %N}
 * @param pid of the program that tmux started in it
 * @param generation of the run that it was made for
 */
public record MarkedPane(
    TmuxSocket socket,
    String session,
    String sessionId,
    String pane,
    long pid,
    String command,
    String generation) {}
