package dev.tmuxsupervisor.tmux;

/**
 * The request was turned down and nothing was changed, except by the commands that tmux carried out
 * before the one it names.
 *
 * @param text why: tmux's own words, or the check that failed before it was asked
 */
public record Refused<T>(String text) implements Answer<T> {}
