package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.worker.Exit;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.History.Standing;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.Policy.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a worker's policy makes of the end of a run, and of a start. Pure: time and chance come from
 * the caller.
 */
public final class RestartRule {
  /** A run is stable no sooner than after this; see {@link #isStable}. */
  static final Duration STABLE = Duration.ofMinutes(10);

  /** How long an open breaker waits before it lets one restart through. */
  public static final Duration BREAKER_REST = Duration.ofMinutes(30);

  /** Delays differ by up to a fifth, so that workers that fell together do not rise together. */
  static final double JITTER = 0.2;

  /** More would say nothing: the delay has long been at its cap. */
  private static final int MOST_ATTEMPTS = 1_000_000;

  private RestartRule() {}

  /**
   * A run that is over.
   *
   * @param lasted empty when nobody knows when it began
   */
  public record End(long generation, Exit exit, Cause cause, Optional<Duration> lasted) {}

  /**
   * What is to come after a run ended.
   *
   * @param chance between -1 and 1, evenly spread: the jitter
   */
  public static History ended(Policy policy, History before, End end, BootTime now, double chance) {
    History known = noted(isStable(before, end) ? calmed(before) : before, end);
    return switch (policy.restart()) {
      case NEVER -> standing(known, end.exit().isSuccess() ? Standing.FINISHED : Standing.FAILED);
      case ON_FAILURE ->
          end.exit().isSuccess()
              ? standing(known, Standing.FINISHED)
              : again(policy, known, end, now, chance);
      case ALWAYS -> again(policy, known, end, now, chance);
    };
  }

  /** What is written down with the start that follows. */
  public static History restarted(Policy policy, History before, BootTime now) {
    List<BootTime> restarts = new ArrayList<>(recent(policy, before, now));
    restarts.add(now);
    int spare = policy.limit().map(limit -> restarts.size() - limit.most()).orElse(0);
    return new History(
        Standing.RUNNING,
        Optional.empty(),
        Math.min(before.attempt() + 1, MOST_ATTEMPTS),
        before.lastDelay(),
        restarts.subList(Math.max(0, spare), restarts.size()),
        // Only a stable run closes the breaker; a reboot in between proves nothing.
        before.standing() == Standing.BROKEN || before.probing(),
        before.total() + 1,
        before.ended(),
        before.lastExit());
  }

  /** A run is stable after ten minutes, or twice the wait before it if that is longer. */
  public static boolean isStable(History before, Duration lasted) {
    Duration twice = before.lastDelay().multipliedBy(2);
    return lasted.compareTo(twice.compareTo(STABLE) > 0 ? twice : STABLE) >= 0;
  }

  private static boolean isStable(History before, End end) {
    return end.lasted().filter(lasted -> isStable(before, lasted)).isPresent();
  }

  private static History calmed(History before) {
    return new History(
        before.standing(),
        before.due(),
        0,
        Duration.ZERO,
        List.of(),
        false,
        before.total(),
        before.ended(),
        before.lastExit());
  }

  private static History noted(History before, End end) {
    return new History(
        before.standing(),
        Optional.empty(),
        before.attempt(),
        before.lastDelay(),
        before.restarts(),
        before.probing(),
        before.total(),
        end.generation(),
        Optional.of(end.exit()));
  }

  private static History standing(History history, Standing standing) {
    return next(history, standing, Optional.empty(), history.lastDelay());
  }

  private static History again(Policy policy, History known, End end, BootTime now, double chance) {
    if (end.cause().isRestart()) {
      return next(known, Standing.RETRY, Optional.of(now), Duration.ZERO);
    }
    boolean tooMany =
        policy
            .limit()
            .filter(limit -> known.probing() || recent(policy, known, now).size() >= limit.most())
            .isPresent();
    if (tooMany) {
      return next(known, Standing.BROKEN, Optional.of(now.plus(BREAKER_REST)), known.lastDelay());
    }
    Duration delay = delay(policy, known.attempt(), chance);
    return next(known, Standing.RETRY, Optional.of(now.plus(delay)), delay);
  }

  private static History next(
      History history, Standing standing, Optional<BootTime> due, Duration delay) {
    return new History(
        standing,
        due,
        history.attempt(),
        delay,
        history.restarts(),
        history.probing(),
        history.total(),
        history.ended(),
        history.lastExit());
  }

  /** None after a stable run; then the first, doubled each time up to the cap, give or take. */
  static Duration delay(Policy policy, int attempt, double chance) {
    if (attempt == 0) {
      return Duration.ZERO;
    }
    double first = (double) policy.backoff().first().toNanos();
    double grown = first * Math.pow(2, attempt - 1);
    double capped = Math.min(grown, (double) policy.backoff().cap().toNanos());
    return Duration.ofNanos(Math.round(capped * (1 + JITTER * chance)));
  }

  /** The restarts that count against the limit now; none where there is no limit. */
  public static List<BootTime> recent(Policy policy, History history, BootTime now) {
    Optional<Duration> window = policy.limit().map(Limit::window);
    return window.isEmpty()
        ? List.of()
        : history.restarts().stream()
            .filter(restart -> restart.until(now).compareTo(window.get()) < 0)
            .toList();
  }
}
