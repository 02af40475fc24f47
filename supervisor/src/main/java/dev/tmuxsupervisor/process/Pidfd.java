package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A handle on one process that can never come to mean another: pidfd_open(2). Signals go through
 * it, so that a pid that was reused between the look and the kill is not hit.
 */
public final class Pidfd implements AutoCloseable {
  private static final Duration LONGEST_POLL = Duration.ofMillis(Integer.MAX_VALUE);

  private final ProcessIdentity process;
  private final int fd;
  private boolean closed;

  private Pidfd(ProcessIdentity process, int fd) {
    this.process = process;
    this.fd = fd;
  }

  /**
   * Opens a handle and then verifies the start, so that the handle is on the process meant; empty
   * when that process is over. Throws when the kernel has no pidfds (before Linux 5.3).
   */
  public static Optional<Pidfd> open(ProcessIdentity process) throws IOException {
    int fd;
    try {
      fd = Libc.pidfdOpen((int) process.pid());
    } catch (ErrnoException e) {
      // ESRCH, or the number now stands for a thread: EINVAL, since Linux 6.15 ENOENT.
      if (e.errno() == Libc.ESRCH || !isThere(process)) {
        return Optional.empty();
      }
      throw e;
    }
    Pidfd handle = new Pidfd(process, fd);
    boolean same = false;
    try {
      same = isThere(process);
    } finally {
      if (!same) {
        handle.close();
      }
    }
    return same ? Optional.of(handle) : Optional.empty();
  }

  private static boolean isThere(ProcessIdentity process) throws IOException {
    return ProcessTable.identify(process.pid()).filter(process::equals).isPresent();
  }

  /** The process that this handle is on. */
  public ProcessIdentity process() {
    return process;
  }

  /** For poll(2) alone, by whoever closes this handle. */
  int descriptor() {
    return fd;
  }

  /** Sends a signal; false when the process is over. */
  public synchronized boolean signal(int signal) throws IOException {
    requireOpen();
    try {
      Libc.pidfdSendSignal(fd, signal);
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Libc.ESRCH) {
        return false;
      }
      throw e;
    }
  }

  /** Waits for the end of the process; false when the time is over first. */
  public boolean awaitExit(Duration timeout) throws IOException {
    long start = System.nanoTime();
    PollSet set = new PollSet();
    set.add(fd);
    while (true) {
      Duration left = timeout.minusNanos(System.nanoTime() - start);
      boolean last = !left.isPositive();
      // Rounded up: a poll of zero milliseconds would spin through the last one.
      boolean over = set.await(last ? 0 : millis(left.plusNanos(999_999)));
      requireOpen(); // else the number may have meant another file meanwhile
      if (over) {
        return true;
      }
      if (last) {
        return false;
      }
    }
  }

  private static int millis(Duration wait) {
    return wait.compareTo(LONGEST_POLL) < 0 ? (int) wait.toMillis() : Integer.MAX_VALUE;
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the handle on pid " + process.pid() + " is closed");
    }
  }

  /** Gives the descriptor back, once: its number may soon stand for another process. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Libc.close(fd);
    }
  }
}
