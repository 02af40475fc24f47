package dev.tmuxsupervisor.tmux;

import java.time.Duration;

/** A moment after which nobody waits any more. */
record Deadline(Duration whole, long nanoTime) {
  static Deadline in(Duration duration) {
    return new Deadline(duration, System.nanoTime() + duration.toNanos());
  }

  Duration remaining() {
    return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
  }

  boolean passed() {
    return remaining().isZero();
  }

  <T> Answer<T> missed(String what) {
    return new Unreachable<>(
        Reason.DEADLINE, "no answer within " + whole.toMillis() + " ms: " + what);
  }
}
