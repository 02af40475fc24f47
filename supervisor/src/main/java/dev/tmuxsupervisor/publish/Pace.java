package dev.tmuxsupervisor.publish;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * At most so many times within one span: each write draws every client's status line anew, and runs
 * the jobs that others have in it.
 */
public final class Pace {
  private final int times;
  private final Duration span;
  private final Deque<Long> latest = new ArrayDeque<>();

  public Pace(int times, Duration span) {
    this.times = times;
    this.span = span;
  }

  /** How long to wait from this moment, by {@link System#nanoTime}; zero at the right one. */
  public Duration pause(long now) {
    return latest.size() < times
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, latest.getFirst() + span.toNanos() - now));
  }

  /** It was done at this moment. */
  public void done(long now) {
    latest.addLast(now);
    if (latest.size() > times) {
      latest.removeFirst();
    }
  }
}
