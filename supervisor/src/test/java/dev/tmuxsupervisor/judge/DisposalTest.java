package dev.tmuxsupervisor.judge;

import static dev.tmuxsupervisor.judge.Situations.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.History.Standing;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which locks cleaning releases. */
class DisposalTest {
  private static Disposal of(Evidence evidence, Optional<WorkerSpec> spec) {
    return Disposal.of(evidence, spec, NOW);
  }

  private static Disposal ofStale(LockReading lock, Desired desired, History history) {
    return of(evidence(lock, DEAD, GONE, true), Optional.of(spec(desired, history)));
  }

  static Stream<Evidence> whatIsNotProvenStale() {
    return Stream.of(ours(HERE), strangers("host"))
        .flatMap(lock ->
            Stream.of(
                evidence(lock, ALIVE, there(AGENT), true),
                evidence(lock, ALIVE, GONE, true),
                evidence(lock, ALIVE, SILENT, true),
                evidence(lock, DEAD, there(DEAD_PANE), true),
                evidence(lock, DEAD, there(SHELL), true),
                evidence(lock, DEAD, there(OTHER), true),
                evidence(lock, DEAD, there(CLOSED), true),
                evidence(lock, DEAD, SILENT, true),
                evidence(lock, DOUBTFUL, there(AGENT), true),
                evidence(lock, DOUBTFUL, GONE, true),
                evidence(lock, DOUBTFUL, SILENT, true)));
  }

  static Stream<Evidence> whatCannotBeJudgedFromHere() {
    return Stream.of(
        evidence(ours(OTHER_HOST), DEAD, GONE, true),
        evidence(ours(OTHER_NAMESPACE), DEAD, GONE, true),
        evidence(strangers("elsewhere"), DEAD, GONE, true),
        evidence(GARBAGE, DEAD, GONE, true),
        evidence(UNREADABLE, DEAD, GONE, true),
        evidence(claim(HERE), ALIVE, GONE, false));
  }

  @ParameterizedTest
  @MethodSource({"whatIsNotProvenStale", "whatCannotBeJudgedFromHere"})
  void whateverIsNotProvenStaleStays(Evidence evidence) {
    List<Optional<WorkerSpec>> wishes =
        List.of(
            Optional.empty(),
            Optional.of(spec(Desired.UP, buried(Standing.FAILED, true))),
            Optional.of(spec(Desired.DOWN, buried(Standing.RUNNING, true))));
    for (Optional<WorkerSpec> spec : wishes) {
      assertThat(of(evidence, spec)).isInstanceOf(Disposal.Keep.class);
    }
  }

  @Test
  void aStaleLockThatNobodyMissesIsReleased() {
    for (LockReading lock : List.of(ours(HERE), ours(OLDER_BOOT), claim(HERE), strangers("host"))) {
      assertThat(of(evidence(lock, DEAD, GONE, true), Optional.empty()))
          .as("%s", lock)
          .isInstanceOf(Disposal.Release.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theStaleLockOfAWantedWorkerIsTheSupervisorsWhileItHasPlans(Standing standing) {
    boolean over = standing == Standing.FINISHED || standing == Standing.FAILED;
    for (boolean due : new boolean[] {true, false}) {
      assertThat(ofStale(ours(HERE), Desired.UP, buried(standing, due)))
          .isInstanceOf(over ? Disposal.Release.class : Disposal.Keep.class);
    }
    assertThat(ofStale(ours(HERE), Desired.UP, unburied(standing)))
        .isInstanceOf(Disposal.Keep.class);
  }

  @Test
  void anotherProgramsStaleLockStandsInTheWayOfAWantedWorker() {
    assertThat(ofStale(strangers("host"), Desired.UP, buried(Standing.RUNNING, true)))
        .isInstanceOf(Disposal.Release.class);
  }

  @Test
  void aClaimThatNobodyWillEverMakeUpForIsReleased() {
    WorkerSpec spec = spec(Desired.UP, buried(Standing.RUNNING, true));
    WorkerSpec never =
        spec.with(
            new Policy(
                Policy.Restart.NEVER,
                spec.policy().backoff(),
                spec.policy().limit(),
                spec.policy().stopTimeout()));
    Evidence claimed = evidence(claim(HERE), DEAD, GONE, true);
    assertThat(of(claimed, Optional.of(spec))).isInstanceOf(Disposal.Keep.class);
    assertThat(of(claimed, Optional.of(never))).isInstanceOf(Disposal.Release.class);
  }

  @Test
  void aStopThatWasCutOffIsLeftToBeFinished() {
    assertThat(ofStale(ours(HERE), Desired.DOWN, buried(Standing.RUNNING, true)))
        .isInstanceOf(Disposal.Keep.class);
  }

  @Test
  void withoutALockThereIsNothingToDo() {
    assertThat(of(evidence(ABSENT, DOUBTFUL, GONE, true), Optional.empty()))
        .isInstanceOf(Disposal.Nothing.class);
    assertThat(of(evidence(ABSENT, DOUBTFUL, SILENT, true), Optional.empty()))
        .isInstanceOf(Disposal.Nothing.class);
  }
}
