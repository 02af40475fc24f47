package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.judge.Condition;
import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.publish.WorkerStatus;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the latest look at each worker found, for whoever shows it. Nothing is decided by it: a new
 * server fills it with its first sweep.
 */
final class Board {
  /**
   * A status, by a look that began then.
   *
   * @param since when the worker was first seen in this state
   */
  private record Seen(WorkerStatus status, long began, long since) {
    State state() {
      return status.condition().state();
    }
  }

  private final Map<Worker, Seen> seen = new LinkedHashMap<>();
  private long changes;
  private boolean complete;
  private long sweptAt;
  private Duration pause = Duration.ZERO;

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
    long since =
        before != null && before.state() == status.condition().state() ? before.since() : began;
    seen.put(status.worker(), new Seen(status, began, since));
    if (before == null || !before.status().equals(status)) {
      changed();
    }
  }

  /** Puts up that a look found nothing out; where the worker was, it stays. */
  synchronized void putUnknown(Worker worker, String why, TmuxSocket usual, long began) {
    Condition condition = new Condition(State.UNKNOWN, why, Optional.empty());
    Seen before = seen.get(worker);
    put(
        before == null
            ? new WorkerStatus(worker, condition, usual, Optional.empty())
            : new WorkerStatus(
                worker, condition, before.status().socket(), before.status().berth()),
        began);
  }

  /** A sweep has looked at all; these are left, and those that were seen since it began. */
  synchronized void swept(Collection<Worker> workers, long began) {
    sweptAt = System.nanoTime();
    boolean fewer =
        seen.values()
            .removeIf(it -> it.began() - began < 0 && !workers.contains(it.status().worker()));
    if (fewer || !complete) {
      complete = true;
      changed();
    }
  }

  /** The pause to the next sweep; to say so is no sweep, for the latest may have failed. */
  synchronized void sweepsAgainIn(Duration next) {
    pause = next;
  }

  /** Whether the sweep goes round, at most so much later than was said: the rest relies on it. */
  synchronized boolean isSwept(Duration late) {
    return complete && System.nanoTime() - sweptAt < pause.plus(late).toNanos();
  }

  /** Whether every worker has been looked at since the start. */
  synchronized boolean isComplete() {
    return complete;
  }

  /** All workers; those that are longest in their state come first. */
  synchronized List<WorkerStatus> all() {
    long now = System.nanoTime();
    return seen.values().stream()
        .sorted(
            Comparator.comparingLong((Seen it) -> it.since() - now)
                .thenComparing(it -> it.status().worker().directory()))
        .map(Seen::status)
        .toList();
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
