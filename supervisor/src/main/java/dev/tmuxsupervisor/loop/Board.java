package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.publish.WorkerStatus;
import dev.tmuxsupervisor.worker.Worker;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the latest look at each worker found, for whoever shows it. Nothing is decided by it: a new
 * server fills it with its first sweep.
 */
final class Board {
  private record Seen(WorkerStatus status, long began) {}

  private final Map<Worker, Seen> seen = new LinkedHashMap<>();
  private long changes;
  private boolean complete;

  /**
   * Puts up what a look found, unless a later one was quicker.
   *
   * @param began when it began to look, by {@link System#nanoTime}
   */
  synchronized void put(WorkerStatus status, long began) {
    Seen before = seen.get(status.worker());
    if (before != null && before.began() - began > 0) {
      return;
    }
    seen.put(status.worker(), new Seen(status, began));
    if (before == null || !before.status().equals(status)) {
      changed();
    }
  }

  /** A sweep has looked at all; these are left. */
  synchronized void swept(Collection<Worker> workers) {
    if (seen.keySet().retainAll(workers) || !complete) {
      complete = true;
      changed();
    }
  }

  /** Whether every worker has been looked at since the start. */
  synchronized boolean isComplete() {
    return complete;
  }

  synchronized List<WorkerStatus> all() {
    return seen.values().stream().map(Seen::status).toList();
  }

  /** How often anything has changed. */
  synchronized long changes() {
    return changes;
  }

  /** Wakes those who wait, for news that do not stand here. */
  synchronized void nudge() {
    changed();
  }

  /** Waits until more has changed than {@code known}, or the time is over. */
  synchronized long await(long known, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    long left = atMost.toNanos();
    while (changes == known && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    return changes;
  }

  private void changed() {
    changes++;
    notifyAll();
  }
}
