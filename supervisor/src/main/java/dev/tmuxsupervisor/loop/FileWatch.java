package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Hears at once of whatever somebody else does in the folder of a worker's lock: inotify(7). Where
 * that cannot be had, the sweep finds it.
 */
final class FileWatch {
  private static final System.Logger LOGGER = System.getLogger("dev.tmuxsupervisor.loop");

  /** A start or a recovery of ours writes several files, and mostly is over by then. */
  private static final Duration SETTLING = Duration.ofMillis(50);

  private final Consumer<Worker> changed;
  private final Optional<WatchService> service;
  private final Map<Worker, WatchKey> keys = new HashMap<>();
  private final Map<WatchKey, Worker> workers = new HashMap<>();
  private boolean full;

  /** Says of which workers something changed. */
  FileWatch(Consumer<Worker> changed) {
    this.changed = changed;
    service = open();
  }

  private static Optional<WatchService> open() {
    try {
      return Optional.of(FileSystems.getDefault().newWatchService());
    } catch (IOException | UnsupportedOperationException e) {
      LOGGER.log(System.Logger.Level.WARNING, "changes of locks must be looked for: " + e);
      return Optional.empty();
    }
  }

  /** From now on, if it is not watched yet. */
  synchronized void watch(Worker worker) {
    WatchKey key = keys.get(worker);
    if (service.isEmpty() || full || (key != null && key.isValid())) {
      return;
    }
    try {
      WatchKey registered =
          worker
              .runtime()
              .path()
              .register(
                  service.get(),
                  StandardWatchEventKinds.ENTRY_CREATE,
                  StandardWatchEventKinds.ENTRY_DELETE,
                  StandardWatchEventKinds.ENTRY_MODIFY);
      keys.put(worker, registered);
      workers.put(registered, worker);
    } catch (NoSuchFileException | NotDirectoryException e) {
      forget(worker); // there is nothing to watch
    } catch (IOException e) {
      full = true;
      LOGGER.log(
          System.Logger.Level.WARNING,
          "changes of more than " + keys.size() + " locks must be looked for: " + e);
    } catch (ClosedWatchServiceException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "the loop ends", e);
    }
  }

  private void forget(Worker worker) {
    WatchKey key = keys.remove(worker);
    if (key != null) {
      workers.remove(key);
      key.cancel();
    }
  }

  /** Only these are left. */
  synchronized void retain(Set<Worker> left) {
    Set.copyOf(keys.keySet()).stream().filter(it -> !left.contains(it)).forEach(this::forget);
  }

  /** Listens until it is interrupted. */
  void run() {
    if (service.isEmpty()) {
      return;
    }
    try {
      while (true) {
        Set<WatchKey> heard = new HashSet<>(Set.of(service.get().take()));
        Thread.sleep(SETTLING);
        for (WatchKey key = service.get().poll(); key != null; key = service.get().poll()) {
          heard.add(key);
        }
        heard.forEach(this::tell);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the loop ends
    }
  }

  private void tell(WatchKey key) {
    key.pollEvents();
    Optional<Worker> worker = workerOf(key);
    if (!key.reset()) {
      worker.ifPresent(this::forgetRemoved);
    }
    worker.ifPresent(changed);
  }

  private synchronized Optional<Worker> workerOf(WatchKey key) {
    return Optional.ofNullable(workers.get(key));
  }

  private synchronized void forgetRemoved(Worker worker) {
    forget(worker);
  }
}
