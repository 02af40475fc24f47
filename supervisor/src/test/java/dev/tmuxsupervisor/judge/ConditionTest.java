package dev.tmuxsupervisor.judge;

import static dev.tmuxsupervisor.judge.Situations.*;
import static dev.tmuxsupervisor.judge.State.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.History.Standing;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.Policy.Restart;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people are told a worker is at. */
class ConditionTest {
  private static final Duration AN_HOUR = Duration.ofHours(1);
  private static final Optional<WorkerSpec> NO_FILE = Optional.empty();

  private static Optional<WorkerSpec> up(Standing standing, boolean due) {
    return Optional.of(spec(Desired.UP, buried(standing, due)));
  }

  private static Optional<WorkerSpec> running() {
    return Optional.of(spec(Desired.UP, unburied(Standing.RUNNING)));
  }

  private static Optional<WorkerSpec> down() {
    return Optional.of(spec(Desired.DOWN, unburied(Standing.RUNNING)));
  }

  private static LockReading overByHand() {
    return byHand(HERE, Optional.of(Duration.ZERO));
  }

  @Test
  void onlyAWantedWorkerIsSaidToComeBackAfterwards() {
    assertThat(Condition.of(reserved(AN_HOUR), running(), NOW).next()).contains(NOW.plus(AN_HOUR));
    assertThat(Condition.of(reserved(AN_HOUR), down(), NOW).next()).isEmpty();
  }

  private static Arguments row(
      String name, Verdict verdict, Optional<WorkerSpec> spec, State state, String reason) {
    return argumentSet(name, verdict, spec, state, reason);
  }

  static Stream<Arguments> wanted() {
    Verdict dead = orphan(ours(HERE), DEAD_PANE);
    return Stream.of(
        row("it runs", held(ours(HERE)), running(), RUNNING, "both live"),
        row("it runs, without a file", held(ours(HERE)), NO_FILE, RUNNING, "both live"),
        row("it is being started", held(claim(HERE)), running(), STARTING, "both live"),
        row("under a new process", changed(ours(HERE)), running(), RUNNING, "runs another"),
        row(
            "its lock was lost",
            new Verdict.LockLost(sighting(OTHER), "x"),
            running(),
            RUNNING,
            "x"),
        row(
            "its lock was lost, and it died",
            new Verdict.LockLost(sighting(DEAD_PANE), "x"),
            running(),
            RECOVERING,
            "x"),
        row("it just died", dead, running(), RECOVERING, "dead"),
        row("both are gone", stale(ours(HERE)), running(), RECOVERING, "gone"),
        row("its session is gone", process(ours(HERE)), running(), RECOVERING, "gone"),
        row("all was removed", new Verdict.Free("x"), up(Standing.RUNNING, true), RECOVERING, "x"),
        row("its delay is over", dead, up(Standing.RETRY, true), RECOVERING, "dead"),
        row("it waits", dead, up(Standing.RETRY, false), BACKING_OFF, "exit 3"),
        row("the breaker is open", dead, up(Standing.BROKEN, false), FAILED, "breaker is open"),
        row("the breaker tries", dead, up(Standing.BROKEN, true), RECOVERING, "dead"),
        row("it is done", dead, up(Standing.FINISHED, true), FINISHED, "ended"),
        row("it is done, and gone", stale(ours(HERE)), up(Standing.FINISHED, true), FINISHED, ""),
        row("it failed", dead, up(Standing.FAILED, true), FAILED, "exit 3"),
        row(
            "its pane was closed",
            orphan(ours(HERE), CLOSED),
            up(Standing.RUNNING, true),
            FAILED,
            "pane was closed"));
  }

  static Stream<Arguments> unwanted() {
    return Stream.of(
        row("it is stopped", new Verdict.Free("x"), down(), STOPPED, "it was stopped"),
        row("it was never spawned", new Verdict.Free("x"), NO_FILE, STOPPED, "x"),
        row("its stop was cut off", stale(ours(HERE)), down(), STOPPING, "both are gone"),
        row("it is being stopped", held(ours(HERE)), down(), STOPPING, "both live"),
        row("a lock is left", stale(strangers("host")), NO_FILE, STOPPED, "both are gone"),
        row("another's lock is left", stale(strangers("host")), down(), STOPPED, "stopped"),
        row("no file", orphan(ours(HERE), DEAD_PANE), NO_FILE, FAILED, "nothing is written"));
  }

  static Stream<Arguments> notOurs() {
    return Stream.of(
        row("another holds it", held(strangers("host")), NO_FILE, HELD, "another program"),
        row("another took it", held(strangers("host")), running(), HELD, "another program"),
        row("and left a session", orphan(strangers("host"), SHELL), running(), HELD, "another"),
        row("and left a process", process(strangers("host")), down(), HELD, "another"),
        row("and left its lock", stale(strangers("host")), running(), HELD, "another"),
        row(
            "doubt",
            new Verdict.Unknown(ours(HERE), "x"),
            up(Standing.FINISHED, true),
            UNKNOWN,
            "x"),
        row(
            "elsewhere",
            new Verdict.Foreign(present(ours(OTHER_HOST)), "x"),
            running(),
            FOREIGN,
            "x"),
        row("damaged", damaged(), running(), DAMAGED, "it is empty"),
        row("kept by hand", reserved(AN_HOUR), running(), RESERVED, "kept by hand by ana"),
        row("kept by hand, down", reserved(AN_HOUR), down(), RESERVED, "kept by hand by ana"),
        row("kept by hand, no worker", reserved(AN_HOUR), NO_FILE, RESERVED, "kept by hand by ana"),
        row(
            "kept by hand, an agent is there",
            Judge.judge(evidence(byHand(HERE, Optional.of(AN_HOUR)), DOUBTFUL, there(OTHER), true)),
            down(),
            HELD,
            "kept by hand by ana"),
        row("kept until now", stale(overByHand()), NO_FILE, STOPPED, "both are gone"),
        row("kept until now, wanted", stale(overByHand()), running(), RECOVERING, "gone"),
        row("kept until now, down", stale(overByHand()), down(), STOPPED, "it was stopped"));
  }

  @ParameterizedTest
  @MethodSource({"wanted", "unwanted", "notOurs"})
  void everySituationHasOneStateAndAReason(
      Verdict verdict, Optional<WorkerSpec> spec, State state, String reason) {
    Condition condition = Condition.of(verdict, spec, NOW);
    assertThat(condition.state()).as(condition.reason()).isEqualTo(state);
    assertThat(condition.reason()).isNotBlank().contains(reason).doesNotContain("\n");
  }

  @Test
  void everyStateHasASituation() {
    assertThat(
            Stream.of(wanted(), unwanted(), notOurs())
                .flatMap(rows -> rows)
                .map(row -> row.get()[2])
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(Arrays.asList((Object[]) State.values()));
  }

  @Test
  void whoWaitsSaysUntilWhen() {
    Verdict dead = orphan(ours(HERE), DEAD_PANE);
    for (Standing standing : List.of(Standing.RETRY, Standing.BROKEN)) {
      Optional<WorkerSpec> spec = up(standing, false);
      assertThat(Condition.of(dead, spec, NOW).next())
          .isEqualTo(spec.orElseThrow().history().due());
    }
  }

  @Test
  void aPolicyOfNeverIsNamed() {
    Policy never =
        new Policy(
            Restart.NEVER,
            Policy.DEFAULT.backoff(),
            Policy.DEFAULT.limit(),
            Policy.DEFAULT.stopTimeout());
    WorkerSpec spec = spec(Desired.UP, buried(Standing.FAILED, true)).with(never);
    assertThat(Condition.of(stale(ours(HERE)), Optional.of(spec), NOW).reason())
        .contains("its policy is never");
  }

  @Test
  void theBreakerIsOpenUntilItsTryRunsAndThenThatIsOnProbation() {
    History open = buried(Standing.BROKEN, true);
    assertThat(Breaker.of(open)).isEqualTo(Breaker.OPEN);
    History probing = RestartRule.restarted(Policy.DEFAULT, open, NOW);
    assertThat(Breaker.of(probing)).isEqualTo(Breaker.PROBING);
    assertThat(Breaker.of(probing.forgiven())).isEqualTo(Breaker.CLOSED);
  }
}
