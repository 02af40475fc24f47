package dev.tmuxsupervisor.process;

/** What a look at one process found: three answers, never two, each saying how it was decided. */
public sealed interface Liveness {
  /** How the answer was reached, in words for a person. */
  String how();

  /** The process runs. */
  record Alive(String how) implements Liveness {}

  /** The process is over: gone, a zombie, or its number belongs to another process now. */
  record Dead(String how) implements Liveness {}

  /** Nothing could be proven; whoever acts must treat the process as alive. */
  record Unknown(String how) implements Liveness {}
}
