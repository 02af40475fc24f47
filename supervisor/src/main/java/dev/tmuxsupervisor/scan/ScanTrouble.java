package dev.tmuxsupervisor.scan;

import java.nio.file.Path;

/** A directory that could not be read, or not to its end: what is below it is not known. */
public record ScanTrouble(Path path, String reason) {}
