package dev.tmuxsupervisor.tmux;

/**
 * One run of a tmux server.
 *
 * @param pid of its process
 * @param startTime seconds since the epoch, as the server noted it ({@code #{start_time}})
 */
public record ServerIdentity(long pid, long startTime) {}
