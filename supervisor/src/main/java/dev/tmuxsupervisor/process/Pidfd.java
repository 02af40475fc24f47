package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A handle on one process that can never come to mean another: pidfd_open(2). Signals go through
 * it, so that a pid that was reused between the look and the kill is not hit.
 */
public final class Pidfd implements AutoCloseable {
  private final ProcessIdentity process;
  private final int fd;

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
      if (e.errno() == Libc.ESRCH) {
        return Optional.empty();
      }
      throw e;
    }
    Pidfd handle = new Pidfd(process, fd);
    boolean same = false;
    try {
      same = ProcessTable.identify(process.pid()).filter(process::equals).isPresent();
    } finally {
      if (!same) {
        handle.close();
      }
    }
    return same ? Optional.of(handle) : Optional.empty();
  }

  /** The process that this handle is on. */
  public ProcessIdentity process() {
    return process;
  }

  /** Sends a signal; false when the process is over. */
  public boolean signal(int signal) throws IOException {
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
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      long left = Math.max(0, deadline - System.nanoTime());
      // Rounded up: a poll of zero milliseconds would spin through the last one.
      if (Libc.pollReadable(fd, Duration.ofMillis((left + 999_999) / 1_000_000))) {
        return true;
      }
      if (left == 0) {
        return false;
      }
    }
  }

  @Override
  public void close() {
    Libc.close(fd);
  }
}
