package dev.tmuxsupervisor.tmux;

/**
 * The server runs and did all that was asked: its end marker was read.
 *
 * @param content what it said
 */
public record Running<T>(T content) implements Answer<T> {}
