package dev.tmuxsupervisor.command;

import java.time.Duration;

/**
 * The moments at which to look again: whenever anything has changed, at most five times a second,
 * and now and then all the same, since ages and countdowns go on.
 */
final class Refreshing {
  private static final Duration LEAST = Duration.ofMillis(200);
  private static final Duration MOST = Duration.ofSeconds(2);

  private final Desk desk;
  private long seen;

  /** Before the first look, so that no change after it is missed. */
  Refreshing(Desk desk) throws InterruptedException {
    this.desk = desk;
    seen = desk.supervision().awaitChange(0, Duration.ZERO);
  }

  /** Returns when it is time; our user's Ctrl-C interrupts it. */
  void await() throws CommandFailure, InterruptedException {
    long end = System.nanoTime() + MOST.toNanos();
    Thread.sleep(LEAST);
    while (System.nanoTime() - end < 0) {
      if (desk.server().isStopping()) {
        throw new CommandFailure(
            ErrorCode.SERVER_ENDS, "the server ends", "go on: supervisor watch");
      }
      long now = desk.supervision().awaitChange(seen, LEAST);
      if (now != seen) {
        seen = now;
        return;
      }
    }
  }
}
