package dev.tmuxsupervisor.worker;

import java.time.Duration;
import java.util.Optional;

/**
 * When a worker whose agent ended is started again, and when no longer.
 *
 * @param limit empty for no breaker
 * @param stopTimeout how long an agent that is to end may take before it is killed
 */
public record Policy(
    Restart restart, Backoff backoff, Optional<Limit> limit, Duration stopTimeout) {

  /** What a worker gets that nobody said anything about. */
  public static final Policy DEFAULT =
      new Policy(
          Restart.ON_FAILURE,
          new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5)),
          Optional.of(new Limit(5, Duration.ofMinutes(10))),
          Duration.ofSeconds(10));

  /** After which ends a worker is started again. */
  public enum Restart {
    /** Any but exit status 0. */
    ON_FAILURE,
    ALWAYS,
    NEVER
  }

  /**
   * How long a restart waits: the first after a stable run not at all, the next one {@code first},
   * then twice as long each time, {@code cap} at most. Zero and zero mean never to wait.
   */
  public record Backoff(Duration first, Duration cap) {
    /** Throws IllegalArgumentException if the cap is less than the first. */
    public Backoff {
      if (first.isNegative() || cap.compareTo(first) < 0) {
        throw new IllegalArgumentException(
            "the back-off " + Spans.print(first) + ".." + Spans.print(cap) + " shrinks");
      }
    }
  }

  /**
   * The breaker opens when an agent ends that was restarted {@code most} times within the last
   * {@code window}.
   */
  public record Limit(int most, Duration window) {
    /** Throws IllegalArgumentException where no restart or no time would be left. */
    public Limit {
      if (most < 1 || most > 1000 || window.isZero() || window.isNegative()) {
        throw new IllegalArgumentException(
            "a limit is 1 to 1000 restarts in some time, such as 5/10m");
      }
    }
  }
}
