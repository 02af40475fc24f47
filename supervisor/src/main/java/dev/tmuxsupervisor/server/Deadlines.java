package dev.tmuxsupervisor.server;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes what is not done in time. Reads and writes on a Unix-domain channel have no timeout of
 * their own; closing the channel ends them.
 */
final class Deadlines {
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("deadlines").factory());

  Deadlines() {
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Closes the thing after so long, unless the deadline is lifted first. */
  Deadline set(Closeable thing, Duration after) {
    ScheduledFuture<?> closing =
        timer.schedule(() -> close(thing), after.toMillis(), TimeUnit.MILLISECONDS);
    return () -> closing.cancel(false);
  }

  private static void close(Closeable thing) {
    try {
      thing.close();
    } catch (IOException e) {
      ServerLog.LOGGER.log(System.Logger.Level.WARNING, "a late connection did not close", e);
    }
  }

  /** A deadline that still runs. */
  interface Deadline extends AutoCloseable {
    /** Lifts it. */
    @Override
    void close();
  }
}
