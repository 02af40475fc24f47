package dev.tmuxsupervisor.doctor;

import java.util.Locale;

/** What a check is about, in the order in which people read it. */
public enum Group {
  TMUX,
  SERVER,
  WORKERS,
  FILES,
  GIT,
  SURROUNDINGS;

  /** In JSON and as a heading. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
