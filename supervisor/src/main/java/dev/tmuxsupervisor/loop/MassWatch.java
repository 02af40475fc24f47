package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.lock.JsonFields;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Sees when many workers fall at once, as with their tmux server: that is one event, with one
 * beginning, progress and one end, and a start that fails again and again halts it.
 */
final class MassWatch {
  /** A fleet of less than this many deaths has no masses. */
  static final int LEAST = 3;

  /** More than a fifth of the fleet. */
  static final int PART = 5;

  static final Duration WITHIN = Duration.ofMinutes(1);

  /** So many starts that fail in a row halt all of them. */
  static final int FAILED_STARTS = 3;

  static final Duration HALT = Duration.ofMinutes(5);

  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);

  private final Chronicle chronicle;
  private final Agenda agenda;
  private final Deque<Long> deaths = new ArrayDeque<>();
  private final Deque<Long> starts = new ArrayDeque<>();
  private int fleet;
  private boolean mass;
  private long began;
  private long reported;
  private int ended;
  private int restarted;
  private int failedInARow;

  MassWatch(Chronicle chronicle, Agenda agenda) {
    this.chronicle = chronicle;
    this.agenda = agenda;
  }

  /** So many workers there are. */
  synchronized void fleet(int size) {
    fleet = size;
  }

  synchronized void died(String cause) throws InterruptedException {
    long now = System.nanoTime();
    deaths.add(now);
    forgetOld(deaths, now);
    forgetOld(starts, now);
    if (mass) {
      ended++;
    } else if (deaths.size() >= LEAST && deaths.size() * PART > fleet) {
      mass = true;
      began = now;
      reported = now;
      ended = deaths.size();
      restarted = starts.size();
      chronicle.write(
          "mass_death",
          JsonFields.object()
              .put("outcome", "begins")
              .put(
                  "why",
                  "%d of %d workers ended within a minute; the latest: %s"
                      .formatted(ended, fleet, cause))
              .put("ended", ended)
              .put("workers", fleet));
    }
  }

  synchronized void started() throws InterruptedException {
    failedInARow = 0;
    restarted++;
    long now = System.nanoTime();
    starts.add(now);
    forgetOld(starts, now);
    if (mass && now - reported > BETWEEN_REPORTS.toNanos()) {
      reported = now;
      tell("goes_on");
    }
  }

  synchronized void failed(String reason) throws InterruptedException {
    failedInARow++;
    if (mass && failedInARow >= FAILED_STARTS) {
      failedInARow = 0;
      agenda.halt(HALT);
      chronicle.write(
          "mass_death",
          JsonFields.object()
              .put("outcome", "halted")
              .put(
                  "why",
                  "%d starts failed in a row, at last: %s; go on with: supervisor recover"
                      .formatted(FAILED_STARTS, reason))
              .put("resumes_in_ms", HALT.toMillis()));
    }
  }

  /** Nobody is left to be looked after. */
  synchronized void calm() throws InterruptedException {
    if (mass) {
      mass = false;
      deaths.clear();
      starts.clear();
      tell("over");
    }
  }

  private static void forgetOld(Deque<Long> moments, long now) {
    while (!moments.isEmpty() && now - moments.getFirst() > WITHIN.toNanos()) {
      moments.removeFirst();
    }
  }

  private void tell(String outcome) throws InterruptedException {
    chronicle.write(
        "mass_death",
        JsonFields.object()
            .put("outcome", outcome)
            .put("why", "%d of %d run again".formatted(restarted, ended))
            .put("restarted", restarted)
            .put("ended", ended)
            .put("took_ms", Duration.ofNanos(System.nanoTime() - began).toMillis()));
  }
}
