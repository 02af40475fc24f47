package dev.tmuxsupervisor.worker;

/** What the user last asked for. */
public enum Desired {
  UP,
  DOWN
}
