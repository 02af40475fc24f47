package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.act.StandIns;
import dev.tmuxsupervisor.worker.Worker;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * The threads that look after workers. Few do something at a time, but whoever waits for an old run
 * to end is stood in for: agents that take their ten seconds to leave keep nobody else down.
 */
final class Attendants implements StandIns {
  /** So many workers are brought back at a time. */
  static final int AT_ONCE = 16;

  /** So many threads there are, most of them waiting. */
  static final int MOST = 128;

  private final Agenda agenda;
  private final MassWatch mass;
  private final Semaphore hands = new Semaphore(AT_ONCE, true);
  private final Set<Thread> threads = new HashSet<>();
  private int waiting;

  /** Looks after one worker. */
  @FunctionalInterface
  interface Visit {
    void to(Worker worker) throws InterruptedException;
  }

  private Visit visit = _ -> {};

  Attendants(Agenda agenda, MassWatch mass) {
    this.agenda = agenda;
    this.mass = mass;
  }

  /** Begins to take from the agenda. */
  synchronized void start(Visit visits) {
    visit = visits;
    for (int i = 0; i < AT_ONCE; i++) {
      startOne();
    }
  }

  @Override
  public StandIn call() {
    synchronized (this) {
      waiting++;
      if (threads.size() - waiting < AT_ONCE && threads.size() < MOST) {
        startOne();
      }
    }
    hands.release();
    return () -> {
      hands.acquireUninterruptibly();
      synchronized (this) {
        waiting--;
      }
    };
  }

  /** Waits for what is being done, once the agenda is closed. */
  void finish(long deadlineNanos) throws InterruptedException {
    for (Thread thread : all()) {
      thread.join(Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime())));
    }
  }

  private synchronized List<Thread> all() {
    return List.copyOf(threads);
  }

  synchronized int size() {
    return threads.size();
  }

  private synchronized void startOne() {
    threads.add(Thread.ofPlatform().daemon().name("attendant").start(this::run));
  }

  /** Takes until the agenda is closed, or until those are back that this one stood in for. */
  private void run() {
    try {
      Optional<Worker> next = agenda.take();
      while (next.isPresent()) {
        attend(next.get());
        next = isNeeded() ? agenda.take() : Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the loop ends
    }
  }

  private void attend(Worker worker) throws InterruptedException {
    hands.acquire();
    try {
      visit.to(worker);
    } finally {
      hands.release();
      agenda.done(worker);
    }
    if (agenda.isIdle()) {
      mass.calm();
    }
  }

  private synchronized boolean isNeeded() {
    boolean needed = threads.size() - waiting <= AT_ONCE;
    if (!needed) {
      threads.remove(Thread.currentThread());
    }
    return needed;
  }
}
