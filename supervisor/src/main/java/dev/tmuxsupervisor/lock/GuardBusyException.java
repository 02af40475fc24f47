package dev.tmuxsupervisor.lock;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Somebody held the guard for as long as we were willing to wait. */
public final class GuardBusyException extends IOException {
  private static final long serialVersionUID = 1;

  private final String holder;

  GuardBusyException(Path guard, Duration waited, List<String> holders) {
    this(
        guard,
        waited,
        holders.isEmpty() ? "a process that cannot be seen" : String.join(", ", holders));
  }

  private GuardBusyException(Path guard, Duration waited, String holder) {
    super("%s is locked by %s; waited %d ms".formatted(guard, holder, waited.toMillis()));
    this.holder = holder;
  }

  /** Who held it, in words, such as {@code pid 4711 (java)}. */
  public String holder() {
    return holder;
  }
}
