package dev.tmuxsupervisor.process;

import java.io.IOException;

/**
 * Tells of the end of any number of processes. An event only says <em>look now</em>: what is so is
 * found out by looking. Safe to use from several threads, also from within a callback.
 */
public interface ExitWatch extends AutoCloseable {
  /**
   * The best that this kernel offers: pidfds (Linux 5.3), which tell at once and cost nothing while
   * nothing ends, else a look at every process five times a second.
   */
  static ExitWatch open() throws IOException {
    return PidfdExitWatch.isPossible() ? new PidfdExitWatch() : new PollingExitWatch();
  }

  /**
   * Calls back once, on a thread of this watch, when the process is over; soon, if it is over
   * already or its number belongs to another one. Of several calls for the same process before its
   * end only the last counts. The callback must be quick: all others wait for it. What it throws is
   * logged.
   *
   * @throws IllegalStateException when this watch is closed
   */
  void watch(ProcessIdentity process, Runnable ended) throws IOException;

  /** Watches this process no longer. A callback that has begun still ends. */
  void forget(ProcessIdentity process);

  /** How many processes are watched whose end has not been told. */
  int watched();

  /** Calls nobody back any more, and waits for a callback that has begun. */
  @Override
  void close();
}
