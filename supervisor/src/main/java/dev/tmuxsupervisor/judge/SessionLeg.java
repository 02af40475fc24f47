package dev.tmuxsupervisor.judge;

/**
 * What a look at the worker's tmux session found: three answers, each saying how it was decided.
 */
public sealed interface SessionLeg {
  /** How the answer was reached, in words for a person. */
  String how();

  /** The session is there. */
  record There(Sighting sighting, String how) implements SessionLeg {}

  /** The right server said that it is not there, or that server is proven dead. */
  record Gone(String how) implements SessionLeg {}

  /** Nothing could be proven; whoever acts must treat the session as there. */
  record Unknown(String how) implements SessionLeg {}
}
