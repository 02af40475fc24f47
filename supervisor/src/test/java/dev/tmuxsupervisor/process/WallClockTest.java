package dev.tmuxsupervisor.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WallClockTest {
  /** Red when a process is dated by the clock as it stands: each would be younger than its lock. */
  @Test
  void aClockThatIsSetForwardMakesNobodyYounger() throws Exception {
    Instant boot = WallClock.earliestBoot();
    assertThat(WallClock.atMost(boot.plus(Duration.ofDays(3650)))).isEqualTo(boot);
    assertThat(WallClock.earliestBoot()).isEqualTo(boot);
  }
}
