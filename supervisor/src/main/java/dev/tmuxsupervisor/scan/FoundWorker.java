package dev.tmuxsupervisor.scan;

import java.nio.file.Path;

/**
 * A directory with something of a worker in its {@code .runtime} folder, whatever kind of file that
 * is.
 *
 * @param directory absolute, and free of symbolic links
 * @param lock whether there is an {@code agent.lock}
 * @param file whether there is a {@code worker.json}
 */
public record FoundWorker(Path directory, boolean lock, boolean file) {}
