package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.process.DiskFault;
import dev.tmuxsupervisor.process.LibcFileSystems;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Workers that could not be looked after: told of once, as long as it is the same trouble. Those
 * whose disk is full are tried again as soon as it has room, which is cheap to see.
 */
final class Troubles {
  /** How often a disk is looked at that had no room. */
  static final Duration GLANCE = Duration.ofMillis(250);

  private record Trouble(String what, boolean disk, long againNanos) {}

  private final Map<Worker, Trouble> troubles = new ConcurrentHashMap<>();

  /** Notes what went wrong, and when it is to be tried again at the latest; whether it is news. */
  boolean isNews(Worker worker, Exception e, Duration pause) {
    boolean disk = e instanceof IOException failed && DiskFault.of(failed).isPresent();
    String what = e.getClass().getName() + ": " + words(e);
    Trouble before =
        troubles.put(worker, new Trouble(what, disk, System.nanoTime() + pause.toNanos()));
    return before == null || !before.what().equals(what);
  }

  /** Which file it was may change each time. */
  private static String words(Exception e) {
    return e instanceof FileSystemException failed
        ? Objects.requireNonNullElse(failed.getReason(), "")
        : String.valueOf(e.getMessage());
  }

  /** Whether its disk had no room, and still has none; nothing else is worth trying then. */
  boolean lacksRoom(Worker worker) {
    Trouble trouble = troubles.get(worker);
    return trouble != null
        && trouble.disk()
        && System.nanoTime() - trouble.againNanos() < 0
        && isShort(worker);
  }

  private static boolean isShort(Worker worker) {
    try {
      return LibcFileSystems.left(worker.runtime().path()).isShort();
    } catch (IOException e) {
      return false; // whoever looks after it will find out
    }
  }

  /** When to look again. */
  Duration pause(Worker worker, Duration usual) {
    Trouble trouble = troubles.get(worker);
    return trouble != null && trouble.disk() ? GLANCE : usual;
  }

  void over(Worker worker) {
    troubles.remove(worker);
  }
}
