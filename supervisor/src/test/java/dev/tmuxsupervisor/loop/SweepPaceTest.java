package dev.tmuxsupervisor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SweepPaceTest {
  @Test
  void aSmallFleetIsLookedAtOften() {
    assertThat(SweepPace.after(Duration.ZERO)).isEqualTo(SweepPace.SHORTEST);
    assertThat(SweepPace.after(Duration.ofMillis(9))).isEqualTo(SweepPace.SHORTEST);
  }

  @Test
  void aSweepTakesAThousandthOfACore() {
    assertThat(SweepPace.after(Duration.ofMillis(20))).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void noFleetIsSoLargeThatItIsForgotten() {
    assertThat(SweepPace.after(Duration.ofMinutes(1))).isEqualTo(SweepPace.LONGEST);
  }
}
