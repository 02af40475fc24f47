package dev.tmuxsupervisor.lock;

import dev.tmuxsupervisor.process.OpenFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Somebody held the guard for as long as we were willing to wait. */
public final class GuardBusyException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Path guard;
  private final transient Duration waited;

  GuardBusyException(Path guard, Duration waited) {
    this.guard = guard;
    this.waited = waited;
  }

  @Override
  public String getMessage() {
    return "%s is locked by %s; waited %d ms".formatted(guard, holder(), waited.toMillis());
  }

  /**
   * Who holds it now, in words, such as {@code pid 4711 (java)}. Looks through all processes: for
   * those who are told, not for those who just try again.
   */
  public String holder() {
    try {
      List<String> holders = OpenFiles.flockHolders(guard);
      return holders.isEmpty() ? "a process that cannot be seen" : String.join(", ", holders);
    } catch (IOException e) {
      return "a process that cannot be found: " + e.getMessage();
    }
  }
}
