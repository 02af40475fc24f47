package dev.tmuxsupervisor.judge;

import static dev.tmuxsupervisor.judge.CrashLoop.CRASH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.worker.Exit;
import dev.tmuxsupervisor.worker.History.Standing;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.Policy.Restart;
import dev.tmuxsupervisor.worker.PolicyText;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a clock that only the test moves. */
class RestartRuleTest {
  private static final Duration BRIEF = Duration.ofMillis(20);
  private static final Duration STABLE = Duration.ofMinutes(10);

  /** Twice the cap with all of its jitter: stable after any delay. */
  private static final Duration LONGEST = Duration.ofMinutes(12);

  private static final Exit DONE = new Exit.Status(0);

  private static Policy policy(Restart restart, String backoff, String limit) {
    return new Policy(
        restart, PolicyText.backoff(backoff), PolicyText.limit(limit), Duration.ofSeconds(10));
  }

  private static CrashLoop loop(String backoff, String limit) {
    return new CrashLoop(policy(Restart.ON_FAILURE, backoff, limit));
  }

  private static Duration formula(int restartsInARow) {
    return restartsInARow == 0
        ? Duration.ZERO
        : Duration.ofSeconds(Math.min(300, 1L << Math.min(restartsInARow - 1, 30)));
  }

  @Test
  void tenThousandDelaysFollowTheFormula() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    CrashLoop loop = loop("1s..5m", "unlimited");
    double ratios = 0;
    int waited = 0;
    int inARow = 0;
    for (int step = 0; step < 10_000; step++) {
      boolean stable = random.nextInt(40) == 0;
      Standing standing = loop.crashAfter(stable ? LONGEST : BRIEF, random.nextDouble(-1, 1));
      inARow = stable ? 0 : inARow;
      assertThat(standing).isEqualTo(Standing.RETRY);
      Duration wanted = formula(inARow);
      Duration delay = loop.startWhenDue();
      if (wanted.isZero()) {
        assertThat(delay).as("step %d, seed %d", step, seed).isZero();
      } else {
        double ratio = (double) delay.toNanos() / wanted.toNanos();
        assertThat(ratio).as("step %d, seed %d", step, seed).isBetween(0.8, 1.2);
        ratios += ratio;
        waited++;
      }
      inARow++;
    }
    assertThat(waited).isGreaterThan(9_000);
    assertThat(ratios / waited).as("mean, seed %d", seed).isCloseTo(1, offset(0.01));
    assertThat(loop.history().total()).isEqualTo(10_000);
    assertThat(loop.history().restarts()).hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void soManyRestartsAreAllowedAndTheNextEndOpensTheBreaker(int most) {
    CrashLoop loop = loop("1s..5m", most + "/10m");
    for (int restart = 0; restart < most; restart++) {
      assertThat(loop.crashAfter(BRIEF, 0)).isEqualTo(Standing.RETRY);
      loop.startWhenDue();
    }
    assertThat(loop.crashAfter(BRIEF, 0)).isEqualTo(Standing.BROKEN);
    assertThat(loop.delay()).contains(Duration.ofMinutes(30));
    assertThat(loop.history().total()).isEqualTo(most);
  }

  @Test
  void restartsThatTheWindowHasLeftDoNotCount() {
    CrashLoop loop = loop("0s", "3/1m");
    for (int restart = 0; restart < 100; restart++) {
      assertThat(loop.crashAfter(Duration.ofSeconds(25), 0)).isEqualTo(Standing.RETRY);
      loop.startWhenDue();
      assertThat(loop.history().restarts()).hasSizeLessThanOrEqualTo(3);
    }
  }

  private static CrashLoop broken() {
    CrashLoop loop = loop("1s..5m", "5/10m");
    while (loop.crashAfter(BRIEF, 0) != Standing.BROKEN) {
      loop.startWhenDue();
    }
    return loop;
  }

  /** Red when the breaker only counts what is in its window: after 30 minutes that is nothing. */
  @Test
  void anOpenBreakerLetsOneThroughAndOpensAgainWhenThatDies() {
    CrashLoop loop = broken();
    for (int probe = 0; probe < 50; probe++) {
      loop.startWhenDue();
      assertThat(loop.history().probing()).isTrue();
      assertThat(loop.crashAfter(Duration.ofMinutes(9), 0)).isEqualTo(Standing.BROKEN);
      assertThat(loop.delay()).contains(Duration.ofMinutes(30));
    }
  }

  @Test
  void aStableProbeClosesTheBreakerAndAllBeginsAnew() {
    CrashLoop loop = broken();
    loop.startWhenDue();
    assertThat(loop.crashAfter(STABLE, 1)).isEqualTo(Standing.RETRY);
    assertThat(loop.delay()).contains(Duration.ZERO);
    loop.startWhenDue();
    assertThat(loop.history().probing()).isFalse();
    assertThat(loop.crashAfter(BRIEF, 0)).isEqualTo(Standing.RETRY);
    assertThat(loop.delay()).contains(Duration.ofSeconds(1));
  }

  @Test
  void withoutBackoffAndLimitItIsAlwaysAtOnce() {
    CrashLoop loop = loop("0s", "unlimited");
    for (int restart = 0; restart < 3_000; restart++) {
      assertThat(loop.crashAfter(BRIEF, 1)).isEqualTo(Standing.RETRY);
      assertThat(loop.startWhenDue()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Restart.class)
  void thePolicySaysWhatIsWorthARestart(Restart restart) {
    Standing afterCrash = new CrashLoop(policy(restart, "1s..5m", "5/10m")).crashAfter(BRIEF, 0);
    Standing afterWork =
        new CrashLoop(policy(restart, "1s..5m", "5/10m"))
            .endAfter(BRIEF, DONE, Cause.AGENT_ENDED, 0);
    assertThat(afterCrash).isEqualTo(restart == Restart.NEVER ? Standing.FAILED : Standing.RETRY);
    assertThat(afterWork).isEqualTo(restart == Restart.ALWAYS ? Standing.RETRY : Standing.FINISHED);
  }

  @Test
  void anEndThatNobodySawIsAFailure() {
    CrashLoop loop = loop("1s..5m", "5/10m");
    assertThat(loop.end(new Exit.Unknown(), Cause.SESSION_KILLED, Optional.empty(), 0))
        .isEqualTo(Standing.RETRY);
    assertThat(loop.history().lastExit()).contains(new Exit.Unknown());
    assertThat(loop.history().ended()).isEqualTo(1);
  }

  /** Red when a reboot is treated as an end like any other: the sixth would open the breaker. */
  @Test
  void aRebootIsNoFault() {
    CrashLoop loop = loop("1s..5m", "5/10m");
    for (int boot = 0; boot < 20; boot++) {
      loop.reboot(Duration.ofSeconds(30));
      assertThat(loop.end(new Exit.Unknown(), Cause.REBOOT, Optional.empty(), 1))
          .isEqualTo(Standing.RETRY);
      assertThat(loop.startWhenDue()).isZero();
    }
  }

  /** Red when the restart after the reboot does not keep that it is the breaker's one try. */
  @Test
  void aRebootDoesNotCloseTheBreaker() {
    CrashLoop loop = broken();
    loop.startWhenDue();
    loop.reboot(Duration.ofHours(1));
    assertThat(loop.end(new Exit.Unknown(), Cause.REBOOT, Optional.empty(), 0))
        .isEqualTo(Standing.RETRY);
    loop.startWhenDue();
    assertThat(loop.crashAfter(BRIEF, 0)).isEqualTo(Standing.BROKEN);
  }

  @Test
  void anOpenBreakersTryIsDueAfterAReboot() {
    CrashLoop loop = broken();
    loop.reboot(Duration.ofSeconds(1));
    assertThat(loop.history().due().orElseThrow().isOver(loop.now())).isTrue();
  }

  @Test
  void whatWasBeforeARebootCountsFromTheBoot() {
    CrashLoop early = loop("0s", "3/10m");
    CrashLoop late = loop("0s", "3/10m");
    for (CrashLoop loop : new CrashLoop[] {early, late}) {
      for (int restart = 0; restart < 3; restart++) {
        loop.crashAfter(BRIEF, 0);
        loop.startWhenDue();
      }
    }
    early.reboot(Duration.ofMinutes(9));
    late.reboot(Duration.ofMinutes(10));
    assertThat(early.end(CRASH, Cause.AGENT_ENDED, Optional.of(BRIEF), 0))
        .isEqualTo(Standing.BROKEN);
    assertThat(late.end(CRASH, Cause.AGENT_ENDED, Optional.of(BRIEF), 0)).isEqualTo(Standing.RETRY);
  }

  @Test
  void aRunIsStableAfterTenMinutesOrTwiceItsDelay() {
    CrashLoop loop = loop("8m", "unlimited");
    loop.crashAfter(BRIEF, 0);
    loop.startWhenDue();
    assertThat(RestartRule.isStable(loop.history(), STABLE.minusNanos(1))).isFalse();
    assertThat(RestartRule.isStable(loop.history(), STABLE)).isTrue();
    loop.crashAfter(BRIEF, 0);
    assertThat(loop.startWhenDue()).isEqualTo(Duration.ofMinutes(8));
    assertThat(RestartRule.isStable(loop.history(), Duration.ofMinutes(16).minusNanos(1)))
        .isFalse();
    assertThat(loop.crashAfter(Duration.ofMinutes(16), 0)).isEqualTo(Standing.RETRY);
    assertThat(loop.delay()).contains(Duration.ZERO);
    assertThat(loop.history().lastDelay()).isZero();
  }

  @Test
  void aRunOfUnknownLengthIsNotStable() {
    CrashLoop loop = loop("1s..5m", "5/10m");
    loop.crashAfter(BRIEF, 0);
    loop.startWhenDue();
    loop.pass(Duration.ofHours(5));
    loop.end(CRASH, Cause.AGENT_ENDED, Optional.empty(), 0);
    assertThat(loop.delay()).contains(Duration.ofSeconds(1));
  }

  @Test
  void aMomentOfAnEarlierBootHasCome() {
    BootTime before = new BootTime("boot-0", Duration.ofDays(9));
    assertThat(before.isOver(new BootTime("boot-1", Duration.ZERO))).isTrue();
    assertThat(before.until(new BootTime("boot-1", Duration.ofSeconds(3))))
        .isEqualTo(Duration.ofSeconds(3));
  }
}
