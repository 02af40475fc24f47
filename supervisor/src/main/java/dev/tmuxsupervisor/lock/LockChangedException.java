package dev.tmuxsupervisor.lock;

import java.io.IOException;
import java.nio.file.Path;

/** The lock is not the one that was judged; nothing was changed. */
public final class LockChangedException extends IOException {
  private static final long serialVersionUID = 1;

  LockChangedException(Path file) {
    super(file + " changed since it was judged");
  }
}
