package dev.tmuxsupervisor.tmux;

import java.util.Map;

/**
 * A session as it was at one moment.
 *
 * @param name any text: people and other programs name sessions too
 * @param created seconds since the epoch
 * @param attached how many clients show it
 * @param options the values asked for that this library set on it; absent if it set none
 */
public record Session(
    SessionId id,
    String name,
    long created,
    int attached,
    int windows,
    Map<String, String> options) {}
