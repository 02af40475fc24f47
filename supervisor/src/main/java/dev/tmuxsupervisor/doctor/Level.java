package dev.tmuxsupervisor.doctor;

/** How bad it is: FAIL keeps something from working, WARN may come to that. */
public enum Level {
  PASS,
  WARN,
  FAIL
}
