package dev.tmuxsupervisor.lock;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Somebody held the guard for as long as we were willing to wait. */
public final class GuardBusyException extends IOException {
  private static final long serialVersionUID = 1;

  GuardBusyException(Path guard, Duration waited, List<String> holders) {
    super(
        "%s is locked by %s; waited %d ms"
            .formatted(
                guard,
                holders.isEmpty() ? "a process that cannot be seen" : String.join(", ", holders),
                waited.toMillis()));
  }
}
