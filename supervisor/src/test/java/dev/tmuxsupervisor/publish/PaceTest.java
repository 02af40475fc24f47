package dev.tmuxsupervisor.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void theFirstTwoWaitForNothing() {
    Pace pace = new Pace(2, SECOND);
    assertThat(pace.pause(5)).isZero();
    pace.done(5);
    assertThat(pace.pause(6)).isZero();
    pace.done(6);
    assertThat(pace.pause(7)).isEqualTo(SECOND.minusNanos(2));
  }

  @Test
  void whoeverWaitsAsToldIsNeverThereThreeTimesWithinASecond() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Pace pace = new Pace(2, SECOND);
    long now = random.nextLong();
    List<Long> done = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      now += random.nextInt(700_000_000);
      now += pace.pause(now).toNanos();
      pace.done(now);
      done.add(now);
    }
    for (int i = 2; i < done.size(); i++) {
      assertThat(done.get(i) - done.get(i - 2)).isGreaterThanOrEqualTo(SECOND.toNanos());
    }
  }
}
