package dev.tmuxsupervisor.server;

import java.net.ProtocolException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds what all requests that are being read may take together. Small ones are always let in. */
final class RequestBudget {
  private static final int SMALL = 64 << 10;
  private static final int TOTAL = 16 << 20;

  private final Semaphore bytes = new Semaphore(TOTAL, true);

  /** Waits its turn; {@link ProtocolException} if others take too long. */
  Share take(int length, Duration patience) throws ProtocolException, InterruptedException {
    if (length <= SMALL) {
      return () -> {};
    }
    if (!bytes.tryAcquire(length, patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new ProtocolException("too many large requests at once");
    }
    return () -> bytes.release(length);
  }

  /** A part of the budget. */
  interface Share extends AutoCloseable {
    /** Gives it back. */
    @Override
    void close();
  }
}
