package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Which workers are to be looked after, and when. One that is being looked after is not handed out
 * again before that is over, but then at once. Of those that are due the oldest comes first.
 */
final class Agenda {
  private record Entry(long dueNanos, Instant since) {}

  private final Map<Worker, Entry> waiting = new HashMap<>();
  private final Set<Worker> atWork = new HashSet<>();
  private long haltedUntil = Long.MIN_VALUE;
  private boolean closed;

  /** Plans a look after this delay, unless an earlier one is planned. */
  synchronized void plan(Worker worker, Duration delay, Instant since) {
    long due = System.nanoTime() + Math.max(0, delay.toNanos());
    waiting.merge(
        worker,
        new Entry(due, since),
        (old, later) -> old.dueNanos() - later.dueNanos() <= 0 ? old : later);
    notifyAll();
  }

  /** Waits for the next that is due; empty when closed. {@link #done} must follow. */
  synchronized Optional<Worker> take() throws InterruptedException {
    while (!closed) {
      long now = System.nanoTime();
      long pause = haltedUntil - now;
      if (haltedUntil == Long.MIN_VALUE || pause <= 0) {
        Optional<Worker> next = due(now);
        if (next.isPresent()) {
          waiting.remove(next.get());
          atWork.add(next.get());
          return next;
        }
        pause = untilNext(now);
      }
      TimeUnit.NANOSECONDS.timedWait(this, pause);
    }
    return Optional.empty();
  }

  /** The worker may be handed out again. */
  synchronized void done(Worker worker) {
    atWork.remove(worker);
    notifyAll();
  }

  /** Hands nobody out for this long. */
  synchronized void halt(Duration pause) {
    haltedUntil = System.nanoTime() + pause.toNanos();
  }

  /** Goes on after a halt. */
  synchronized void resume() {
    haltedUntil = Long.MIN_VALUE;
    notifyAll();
  }

  /** Whether nobody is due or being looked after. */
  synchronized boolean isIdle() {
    return atWork.isEmpty() && due(System.nanoTime()).isEmpty();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private Optional<Worker> due(long now) {
    return waiting.entrySet().stream()
        .filter(entry -> entry.getValue().dueNanos() - now <= 0)
        .filter(entry -> !atWork.contains(entry.getKey()))
        .min(Comparator.comparing(entry -> entry.getValue().since()))
        .map(Map.Entry::getKey);
  }

  private long untilNext(long now) {
    return waiting.entrySet().stream()
        .filter(entry -> !atWork.contains(entry.getKey()))
        .mapToLong(entry -> Math.max(1, entry.getValue().dueNanos() - now))
        .min()
        .orElse(Long.MAX_VALUE);
  }
}
