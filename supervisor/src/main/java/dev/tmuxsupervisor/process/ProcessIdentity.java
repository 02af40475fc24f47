package dev.tmuxsupervisor.process;

import java.time.Duration;

/**
 * A process on this boot of this machine. The kernel reuses a pid, but not together with its start.
 *
 * @param startTicks field 22 of {@code /proc/PID/stat}, in clock ticks since boot
 */
public record ProcessIdentity(long pid, long startTicks) {
  /** The largest pid that Linux gives: PID_MAX_LIMIT, proc(5). */
  public static final long LARGEST_PID = 1L << 22;

  private static final int TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux

  /** Rejects pids that kill(2) reads as "everybody" and those that no kernel gives. */
  public ProcessIdentity {
    if (!isPossible(pid)) {
      throw new IllegalArgumentException("pid " + pid + " is no process of an agent");
    }
  }

  /** When it began, counted from the boot by CLOCK_BOOTTIME. */
  public Duration startedAfterBoot() {
    return Duration.ofMillis(startTicks * (1000 / TICKS_PER_SECOND));
  }

  /**
   * Whether a pid can be an agent's at all: 0, 1 and negative numbers mean other things to kill(2).
   */
  public static boolean isPossible(long pid) {
    return pid >= 2 && pid <= LARGEST_PID;
  }
}
