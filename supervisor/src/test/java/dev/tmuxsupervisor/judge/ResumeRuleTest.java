package dev.tmuxsupervisor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.worker.Exit;
import dev.tmuxsupervisor.worker.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResumeRuleTest {
  private static final Exit STATUS = new Exit.Status(1);
  private static final Exit KILLED = new Exit.Signal(9);

  @Test
  void aRunThatEndedByItselfAtOnceIsNotTakenUp() {
    assertThat(resumes(STATUS, Duration.ofMillis(9_999))).isFalse();
    assertThat(resumes(new Exit.Status(0), Duration.ofSeconds(1))).isFalse();
    assertThat(resumes(STATUS, ResumeRule.TOO_SHORT)).isTrue();
  }

  @Test
  void whoeverWasKilledIsTakenUpHoweverShortItRan() {
    assertThat(resumes(KILLED, Duration.ofSeconds(1))).isTrue();
    assertThat(resumes(new Exit.Unknown(), Duration.ofSeconds(1))).isTrue();
  }

  @Test
  void aRebootHidesHowLongItRan() {
    assertThat(ResumeRule.resumes(Optional.of(run(STATUS, Optional.empty())))).isTrue();
  }

  @Test
  void withoutARunThereIsNothingToTakeUp() {
    assertThat(ResumeRule.resumes(Optional.empty())).isFalse();
  }

  private static boolean resumes(Exit exit, Duration lasted) {
    return ResumeRule.resumes(Optional.of(run(exit, Optional.of(lasted))));
  }

  private static RunRecord run(Exit exit, Optional<Duration> lasted) {
    return new RunRecord(
        1, "r", 2, Optional.empty(), Instant.EPOCH, lasted, exit, "the agent ended", List.of());
  }
}
