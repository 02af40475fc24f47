package dev.tmuxsupervisor.scan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What is still to be done by several threads, each of which may find more while it does one. The
 * latest comes first, which keeps it short.
 */
final class Backlog<T> {
  private final Deque<T> open = new ArrayDeque<>();
  private int busy;

  Backlog(T first) {
    open.push(first);
  }

  /** The next one; empty when there is none, and nobody is at work who could find one. */
  synchronized Optional<T> take() throws InterruptedException {
    while (open.isEmpty() && busy > 0) {
      wait();
    }
    if (open.isEmpty()) {
      return Optional.empty();
    }
    busy++;
    return Optional.of(open.pop());
  }

  /** One that was taken is done, and these came of it. */
  synchronized void done(List<T> found) {
    busy--;
    found.forEach(open::push);
    if (busy == 0 || !found.isEmpty()) {
      notifyAll();
    }
  }
}
