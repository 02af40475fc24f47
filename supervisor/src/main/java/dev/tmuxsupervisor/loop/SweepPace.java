package dev.tmuxsupervisor.loop;

import com.google.common.collect.Comparators;
import java.time.Duration;

/** How long it is from one sweep to the next: the more one costs, the longer, within limits. */
final class SweepPace {
  /** What no event told is known after this long in a small fleet. */
  static final Duration SHORTEST = Duration.ofSeconds(10);

  /** And in any. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  /** A sweep takes at most one part in so many of a core, as long as the limits allow. */
  private static final int PART = 1000;

  private SweepPace() {}

  /** The pause after a sweep that took so much of a core. */
  static Duration after(Duration cpu) {
    return Comparators.max(SHORTEST, Comparators.min(LONGEST, cpu.multipliedBy(PART)));
  }
}
