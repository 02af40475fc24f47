package dev.tmuxsupervisor.tmux;

/**
 * No server listens at the socket, and none that was known there still runs.
 *
 * @param text tmux's own words
 */
public record NoServer<T>(String text) implements Answer<T> {}
