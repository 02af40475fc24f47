package dev.tmuxsupervisor.tmux;

/** The kinds of records that our commands make tmux print. */
enum Kind {
  /** First in every reply: pid, start time, version, exit-unattached. */
  HEAD,
  SESSION,
  /** After each list. */
  LISTED,
  PANE,
  CLIENT,
  MADE,
  /** The pane that the end of a creation found. */
  MARKED,
  RESPAWNED,
  /** Followed by a pane's text. */
  SCREEN,
  /** Followed by the value of an option, or by a key's binding. */
  VALUE,
  /** A guard's condition did not hold. */
  GUARDED,
  /** Last in every reply that is believed. */
  END
}
