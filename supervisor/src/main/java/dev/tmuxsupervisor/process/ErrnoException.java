package dev.tmuxsupervisor.process;

import java.io.IOException;

/** A system call that failed, with its errno. */
public final class ErrnoException extends IOException {
  private static final long serialVersionUID = 1;

  private final int errno;
  private final String reason;

  ErrnoException(String call, int errno, String text) {
    super(call + ": " + text + " (errno " + errno + ")");
    this.errno = errno;
    reason = text;
  }

  /** What the C library says of that errno. */
  public String reason() {
    return reason;
  }

  /** The errno as the kernel gave it, such as {@link Libc#EPERM}. */
  public int errno() {
    return errno;
  }
}
