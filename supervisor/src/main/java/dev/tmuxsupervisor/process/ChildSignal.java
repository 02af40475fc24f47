package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.util.Optional;

/**
 * SIGCHLD: makes a process look which of its children ended. Everybody else ignores it, so that it
 * harms nobody, and it goes through a pidfd all the same.
 */
public final class ChildSignal {
  private ChildSignal() {}

  /** Sends it; false when the process is over. Throws where there are no pidfds. */
  public static boolean send(ProcessIdentity parent) throws IOException {
    Optional<Pidfd> opened = Pidfd.open(parent);
    if (opened.isEmpty()) {
      return false;
    }
    try (Pidfd handle = opened.get()) {
      return handle.signal(Libc.SIGCHLD);
    }
  }
}
