package dev.tmuxsupervisor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.worker.Exit;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResumeRuleTest {
  private static final Exit STATUS = new Exit.Status(1);
  private static final Exit KILLED = new Exit.Signal(9);
  private static final Exit UNKNOWN = new Exit.Unknown();

  @Test
  void aRunThatEndedByItselfAtOnceIsNotTakenUp() {
    assertThat(resumes(STATUS, Duration.ofMillis(9_999))).isFalse();
    assertThat(resumes(new Exit.Status(0), Duration.ofSeconds(1))).isFalse();
    assertThat(resumes(STATUS, ResumeRule.TOO_SHORT)).isTrue();
  }

  @Test
  void aRunThatWasOverBeforeItWasSeenIsNotTakenUp() {
    assertThat(ResumeRule.resumes(STATUS, Optional.empty())).isFalse();
  }

  @Test
  void whoeverWasKilledIsTakenUpHoweverShortItRan() {
    assertThat(resumes(KILLED, Duration.ofSeconds(1))).isTrue();
    assertThat(resumes(UNKNOWN, Duration.ofSeconds(1))).isTrue();
  }

  @Test
  void afterARebootNobodyKnowsHowItEndedOrHowLongItRan() {
    assertThat(ResumeRule.resumes(UNKNOWN, Optional.empty())).isTrue();
  }

  private static boolean resumes(Exit exit, Duration lasted) {
    return ResumeRule.resumes(exit, Optional.of(lasted));
  }
}
