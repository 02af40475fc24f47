package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.time.Duration;

/**
 * A moment on CLOCK_BOOTTIME, which no one can set and which counts through suspend:
 * clock_gettime(2).
 *
 * @param boot the boot id that it belongs to
 * @param since time since that boot
 */
public record BootTime(String boot, Duration since) {
  /** The moment that it is now, on this boot. */
  public static BootTime now() throws IOException {
    return new BootTime(KernelIdentity.currentBootId(), Libc.sinceBoot());
  }

  /** The moment that it is now, on the boot of this kernel, as somebody has just seen it. */
  public static BootTime now(KernelIdentity here) throws IOException {
    return new BootTime(here.bootId(), Libc.sinceBoot());
  }

  /** This much later on the same boot. */
  public BootTime plus(Duration duration) {
    return new BootTime(boot, since.plus(duration));
  }

  /**
   * The time from this moment to a later one, never negative. What was before a reboot counts from
   * the boot: at least that long ago.
   */
  public Duration until(BootTime later) {
    Duration passed = boot.equals(later.boot) ? later.since.minus(since) : later.since;
    return passed.isNegative() ? Duration.ZERO : passed;
  }

  /** Whether this moment has come; one of an earlier boot has. */
  public boolean isOver(BootTime now) {
    return !boot.equals(now.boot) || since.compareTo(now.since) <= 0;
  }
}
