package dev.tmuxsupervisor.tmux;

import java.util.Map;
import java.util.OptionalInt;

/**
 * A pane as it was at one moment; one that is linked into several sessions is listed once for each.
 *
 * @param pid of the program that tmux started in it; of one that is over 0, where tmux says it no
 *     more (3.8)
 * @param dead whether that program ended, or left its terminal, and the pane was kept
 * @param exitStatus known for a program that exited, if tmux noticed; see {@link Tmux#prod}
 * @param exitSignal known for a program that a signal ended, from tmux 3.3 on, if tmux noticed
 * @param command name of the foreground program
 * @param options the values asked for that this library set on this very pane: a pane that a user
 *     splits off inherits its session's in tmux, but not here
 */
public record Pane(
    PaneId id,
    SessionId session,
    long pid,
    boolean dead,
    OptionalInt exitStatus,
    OptionalInt exitSignal,
    String command,
    Map<String, String> options) {}
