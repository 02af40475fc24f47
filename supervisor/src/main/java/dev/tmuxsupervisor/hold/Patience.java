package dev.tmuxsupervisor.hold;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends this process when the time is over before the lock was won: a thread that sleeps in flock(2)
 * cannot be woken otherwise. Either it ends the process or the lock is used, never both.
 */
final class Patience implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicBoolean decided = new AtomicBoolean();

  private Patience() {}

  static Patience start(Optional<Duration> patience, Path file) {
    Patience running = new Patience();
    patience.ifPresent(
        it -> Thread.ofPlatform().daemon().name("patience").start(() -> running.watch(it, file)));
    return running;
  }

  private void watch(Duration patience, Path file) {
    try {
      boolean inTime = closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!inTime && decided.compareAndSet(false, true)) {
        HoldMain.tell(
            file + " was not free within " + patience.toMillis() + " ms",
            "see who holds it: supervisor hold --status");
        Runtime.getRuntime().halt(HoldFailure.TIMEOUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Blocks where the time is over: the process is about to end. */
  void requireInTime() throws HoldFailure {
    if (!decided.compareAndSet(false, true)) {
      throw new HoldFailure(HoldFailure.TIMEOUT, "the time is over", "");
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
