package dev.tmuxsupervisor.command;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A server at one moment.
 *
 * @param connections clients that are connected, the one that asks included
 */
public record ServerStatus(
    long pid, String version, Path socket, Instant started, int connections) {}
