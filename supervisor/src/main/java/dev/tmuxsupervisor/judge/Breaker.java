package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.worker.History;
import java.util.Locale;

/** What stands between a crash loop and the next restart. */
public enum Breaker {
  /** Restarts go through. */
  CLOSED,
  /** There were too many; one more is tried when that is due. */
  OPEN,
  /** The one that an open breaker let through runs. */
  PROBING;

  /** As the worker's file has it. */
  public static Breaker of(History history) {
    if (history.standing() == History.Standing.BROKEN) {
      return OPEN;
    }
    return history.probing() ? PROBING : CLOSED;
  }

  /** In JSON, such as {@code open}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
