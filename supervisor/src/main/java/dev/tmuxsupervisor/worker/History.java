package dev.tmuxsupervisor.worker;

import dev.tmuxsupervisor.process.BootTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the runs of a worker went, as far as its policy has to know. It stands in the worker's file,
 * so that a crash loop is not forgiven by a new server or a reboot.
 *
 * @param standing what is to come
 * @param due when, if something is
 * @param attempt restarts since the last stable run
 * @param lastDelay how long the latest restart waited
 * @param restarts when it was restarted, oldest first, as far back as the limit's window reaches
 * @param probing whether the latest restart was the one that an open breaker lets through
 * @param total restarts by the supervisor since the user last started it
 * @param ended the latest generation whose end was recorded, 0 before the first
 * @param lastExit how that one ended
 */
public record History(
    Standing standing,
    Optional<BootTime> due,
    int attempt,
    Duration lastDelay,
    List<BootTime> restarts,
    boolean probing,
    long total,
    long ended,
    Optional<Exit> lastExit) {

  /** A worker that the user has just started, or asked to forget what was. */
  public static final History FRESH =
      new History(
          Standing.RUNNING,
          Optional.empty(),
          0,
          Duration.ZERO,
          List.of(),
          false,
          0,
          0,
          Optional.empty());

  /** What is to come of a worker, once its run has ended. */
  public enum Standing {
    /** It runs, or nobody has seen it end. */
    RUNNING,
    /** It is started again when that is due. */
    RETRY,
    /** The work is done: exit status 0 under {@code on-failure}. */
    FINISHED,
    /** Its policy is {@code never}. */
    FAILED,
    /** The breaker is open: it ended too often. One more try when that is due. */
    BROKEN
  }

  /** Copies what can be changed from outside. */
  public History {
    restarts = List.copyOf(restarts);
  }

  /** As after a start by the user, with what is known of the last end. */
  public History forgiven() {
    return new History(
        Standing.RUNNING, Optional.empty(), 0, Duration.ZERO, List.of(), false, 0, ended, lastExit);
  }
}
