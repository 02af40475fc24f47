package dev.tmuxsupervisor.fleet;

/** One {@code [worker."…"]} of the file. */
record Section(NameGlob glob, Settings settings) {}
