package dev.tmuxsupervisor.tmux;

/**
 * A client that shows a session, as it was at one moment.
 *
 * @param name as tmux calls it, usually its terminal's path
 * @param pane the one in front
 * @param columns the width of its terminal
 * @param utf8 whether its terminal shows UTF-8, as far as tmux was told
 * @param control whether it is a program that speaks control mode, with nobody's eyes on it
 * @param unfocused whether its terminal said that it lost the focus; where it said nothing, as most
 *     do unless {@code focus-events} is on, nothing is known
 */
public record AttachedClient(
    ServerIdentity server,
    String name,
    SessionId session,
    PaneId pane,
    int columns,
    boolean utf8,
    boolean control,
    boolean unfocused) {}
