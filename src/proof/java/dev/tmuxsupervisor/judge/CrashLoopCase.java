package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.judge.RestartRule.End;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.worker.Exit;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.History.Standing;
import dev.tmuxsupervisor.worker.Policy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;

/**
 * {@code CrashLoopCase SEED LOOPS STEPS}: agents that crash again and again on a clock that only
 * this moves, beside a second reckoning of when the next start may be.
 */
final class CrashLoopCase {
  private static final Duration STABLE = Duration.ofMinutes(10);
  private static final Duration REST = Duration.ofMinutes(30);

  private final Random random;
  private final Duration first;
  private final Duration cap;
  private final int most;
  private final Duration window;
  private final Policy policy;

  private BootTime now = new BootTime("boot", Duration.ofHours(1));
  private History history = History.FRESH;

  // The second reckoning.
  private final Deque<Duration> starts = new ArrayDeque<>();
  private int inARow;
  private Duration waited = Duration.ZERO;
  private boolean trying;

  private CrashLoopCase(Random random) {
    this.random = random;
    first = Duration.ofMillis(1 + random.nextInt(5_000));
    cap = first.plusMillis(random.nextInt(400_000));
    most = 1 + random.nextInt(20);
    window = Duration.ofSeconds(1 + random.nextInt(3_600));
    policy =
        new Policy(
            Policy.Restart.ON_FAILURE,
            new Policy.Backoff(first, cap),
            Optional.of(new Policy.Limit(most, window)),
            Duration.ofSeconds(10));
  }

  public static void main(String[] arguments) {
    Random random = new Random(Long.parseLong(arguments[0]));
    int loops = Integer.parseInt(arguments[1]);
    int steps = Integer.parseInt(arguments[2]);
    for (int loop = 0; loop < loops; loop++) {
      CrashLoopCase agent = new CrashLoopCase(random);
      for (int step = 0; step < steps; step++) {
        agent.step(step);
      }
      System.out.println("ROUNDS " + steps);
      System.out.println("FAULT " + steps + " crash on a virtual clock");
    }
  }

  private void step(int step) {
    Duration lasted = lasted();
    now = now.plus(lasted);
    if (lasted.compareTo(STABLE) >= 0 && lasted.compareTo(waited.multipliedBy(2)) >= 0) {
      starts.clear();
      inARow = 0;
      waited = Duration.ZERO;
      trying = false;
    }
    starts.removeIf(start -> now.since().minus(start).compareTo(window) >= 0);
    boolean breaks = trying || starts.size() >= most;
    History before = history;
    history =
        RestartRule.ended(
            policy,
            before,
            new End(step, new Exit.Status(1), Cause.AGENT_ENDED, Optional.of(lasted)),
            now,
            random.nextDouble(-1, 1));
    Duration delay = now.until(history.due().orElseThrow());
    if (breaks) {
      require(step, history.standing() == Standing.BROKEN, "the breaker did not open");
      require(step, delay.equals(REST), "an open breaker waits " + delay);
      trying = true;
    } else {
      require(step, history.standing() == Standing.RETRY, "it is " + history.standing());
      requireDelay(step, delay);
      waited = delay;
    }
    now = now.plus(delay);
    history = RestartRule.restarted(policy, history, now);
    starts.add(now.since());
    inARow++;
    require(step, history.total() == step + 1L, "it counts " + history.total() + " restarts");
  }

  private void requireDelay(int step, Duration delay) {
    double wanted =
        inARow == 0 ? 0 : Math.min(cap.toNanos(), first.toNanos() * Math.pow(2, inARow - 1));
    double error = Math.abs(delay.toNanos() - wanted);
    require(
        step,
        error <= wanted * 0.2 + 1,
        "the delay after %d crashes in a row is %s, not about %.3f s"
            .formatted(inARow, delay, wanted / 1e9));
  }

  /** Mostly it crashes at once, sometimes just around the time that makes a run stable. */
  private Duration lasted() {
    return switch (random.nextInt(20)) {
      case 0 -> STABLE.plusSeconds(random.nextInt(-2, 3));
      case 1 -> Duration.ofSeconds(random.nextInt(7_200));
      default -> Duration.ofMillis(1 + random.nextInt(3_000));
    };
  }

  private static void require(int step, boolean holds, String words) {
    if (!holds) {
      System.out.println("VIOLATION step " + step + ": " + words);
    }
  }
}
