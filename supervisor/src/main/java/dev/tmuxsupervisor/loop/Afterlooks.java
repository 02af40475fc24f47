package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.observe.TmuxLooks;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at workers once more, to show what came of what was done for them. Nobody waits for it, so
 * that many are looked at together.
 */
final class Afterlooks {
  private static final System.Logger LOGGER = System.getLogger("dev.tmuxsupervisor.loop");

  /** Where many are brought back, more come within this time. */
  private static final Duration TOGETHER = Duration.ofMillis(250);

  /** So many times what a look took is left to those who bring them back. */
  private static final int SHARE = 4;

  private final Eyes eyes;
  private final Set<Worker> waiting = new LinkedHashSet<>();

  Afterlooks(Eyes eyes) {
    this.eyes = eyes;
  }

  /** Looks at this worker soon; returns at once. */
  synchronized void at(Worker worker) {
    waiting.add(worker);
    notifyAll();
  }

  /** Looks until it is interrupted. */
  void run() {
    try {
      while (true) {
        List<Worker> workers = take();
        long began = System.nanoTime();
        look(workers, began);
        if (workers.size() > 1) {
          Duration took = Duration.ofNanos(System.nanoTime() - began);
          Thread.sleep(Collections.max(List.of(TOGETHER, took.multipliedBy(SHARE))));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the loop ends
    }
  }

  private synchronized List<Worker> take() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    List<Worker> workers = List.copyOf(waiting);
    waiting.clear();
    return workers;
  }

  // Whatever goes wrong with one worker must not hide the others.
  @SuppressWarnings("CatchingUnchecked")
  private void look(List<Worker> workers, long began) {
    Map<Worker, Optional<WorkerSpec>> specs = new LinkedHashMap<>();
    for (Worker worker : workers) {
      try {
        specs.put(worker, worker.file().read());
      } catch (IOException e) {
        eyes.showUnknown(worker, String.valueOf(e.getMessage()), began);
      }
    }
    Optional<TmuxLooks> looks =
        specs.size() > 1 ? Optional.of(eyes.together(specs.values())) : Optional.empty();
    specs.forEach((worker, spec) -> {
      try {
        if (looks.isPresent()) {
          eyes.show(
              worker, spec, eyes.observer(spec, looks.get()).look(worker, spec, false), began);
        } else {
          eyes.at(worker, spec, false);
        }
      } catch (IOException | RuntimeException e) {
        LOGGER.log(System.Logger.Level.DEBUG, "cannot look at " + worker.name(), e);
        eyes.showUnknown(worker, "it cannot be looked at: " + e, began);
      }
    });
  }
}
