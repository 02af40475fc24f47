package dev.tmuxsupervisor.loop;

import com.google.common.base.Ticker;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.publish.MassNews;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

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
  private final Ticker clock;
  private final Consumer<MassNews> listener;
  private final Deque<Long> deaths = new ArrayDeque<>();

  /** Also those before a mass is seen: the first to fall may be up again by then. */
  private final Deque<Long> restarts = new ArrayDeque<>();

  private int fleet;
  private boolean mass;
  private long began;
  private long reported;
  private int ended;
  private int restarted;
  private int failedInARow;

  /**
   * @param listener hears of beginnings, halts and ends; it must return at once
   */
  MassWatch(Chronicle chronicle, Agenda agenda, Ticker clock, Consumer<MassNews> listener) {
    this.chronicle = chronicle;
    this.agenda = agenda;
    this.clock = clock;
    this.listener = listener;
  }

  /** So many workers there are. */
  synchronized void fleet(int size) {
    fleet = size;
  }

  synchronized void died(String cause) throws InterruptedException {
    long now = clock.read();
    deaths.add(now);
    forgetOlder(deaths, now);
    if (mass) {
      ended++;
    } else if (deaths.size() >= LEAST && deaths.size() * PART > fleet) {
      mass = true;
      began = now;
      reported = now;
      ended = deaths.size();
      forgetOlder(restarts, now);
      restarted = restarts.size();
      String why =
          "%d of %d workers ended within a minute; the latest: %s".formatted(ended, fleet, cause);
      listener.accept(new MassNews(MassNews.Phase.BEGINS, why, ended));
      chronicle.write(
          "mass_death",
          JsonFields.object()
              .put("outcome", "begins")
              .put("why", why)
              .put("ended", ended)
              .put("workers", fleet));
    }
  }

  synchronized void started() throws InterruptedException {
    failedInARow = 0;
    restarted++;
    long now = clock.read();
    restarts.add(now);
    forgetOlder(restarts, now);
    if (mass && now - reported > BETWEEN_REPORTS.toNanos()) {
      reported = now;
      tell("goes_on");
    }
  }

  /**
   * A start that came to nothing.
   *
   * @param open nobody knows yet what came of it, as tmux did not answer: such are no sign that the
   *     next would fail too, and each worker waits by itself until tmux does
   */
  synchronized void failed(String reason, boolean open) throws InterruptedException {
    if (open) {
      return;
    }
    failedInARow++;
    if (mass && failedInARow >= FAILED_STARTS) {
      failedInARow = 0;
      agenda.halt(HALT);
      String why = "%d starts failed in a row, at last: %s".formatted(FAILED_STARTS, reason);
      listener.accept(new MassNews(MassNews.Phase.HALTED, why, ended));
      chronicle.write(
          "mass_death",
          JsonFields.object()
              .put("outcome", "halted")
              .put("why", why + "; go on with: supervisor recover")
              .put("resumes_in_ms", HALT.toMillis()));
    }
  }

  /** Nobody is left to be looked after. */
  synchronized void calm() throws InterruptedException {
    if (mass) {
      mass = false;
      deaths.clear();
      restarts.clear();
      listener.accept(new MassNews(MassNews.Phase.OVER, progress(), ended));
      tell("over");
    }
  }

  private static void forgetOlder(Deque<Long> moments, long now) {
    while (!moments.isEmpty() && now - moments.getFirst() > WITHIN.toNanos()) {
      moments.removeFirst();
    }
  }

  private String progress() {
    return "%d of %d run again".formatted(restarted, ended);
  }

  private void tell(String outcome) throws InterruptedException {
    chronicle.write(
        "mass_death",
        JsonFields.object()
            .put("outcome", outcome)
            .put("why", progress())
            .put("restarted", restarted)
            .put("ended", ended)
            .put("took_ms", Duration.ofNanos(clock.read() - began).toMillis()));
  }
}
