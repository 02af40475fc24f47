package dev.tmuxsupervisor.command;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A server at one moment.
 *
 * @param name as in {@code -L NAME}
 * @param connections clients that are connected, the one that asks included
 */
public record ServerStatus(
    String name, long pid, String version, Path socket, Instant started, int connections) {}
