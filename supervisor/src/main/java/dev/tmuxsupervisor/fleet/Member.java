package dev.tmuxsupervisor.fleet;

import dev.tmuxsupervisor.worker.WorkerName;

/** A worker that the fleet should have, whether or not its directory is there yet. */
public record Member(WorkerName name, Settings settings) {}
