package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** When the machine was started by the wall clock, which is another time whenever that is set. */
final class WallClock {
  private static final AtomicReference<Instant> EARLIEST = new AtomicReference<>(Instant.MAX);

  private WallClock() {}

  /** The earliest that it was since this program was started. */
  static Instant earliestBoot() throws IOException {
    return atMost(Instant.now().minus(Libc.sinceBoot()));
  }

  /** Notes what it is now. */
  static Instant atMost(Instant boot) {
    return EARLIEST.accumulateAndGet(boot, (a, b) -> a.isBefore(b) ? a : b);
  }
}
