package dev.tmuxsupervisor.tmux;

/**
 * Nothing is known: sessions may well live, and a change that was asked for may still happen.
 *
 * @param text what was seen, for people
 */
public record Unreachable<T>(Reason reason, String text) implements Answer<T> {}
