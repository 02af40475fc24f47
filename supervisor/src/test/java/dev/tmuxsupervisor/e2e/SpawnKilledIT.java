package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.act.Step;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The server dies of SIGKILL at each step that it takes, and the next command repairs all. */
@Execution(ExecutionMode.CONCURRENT)
class SpawnKilledIT {
  /** What a spawn may find. */
  enum Before {
    FREE,
    STALE,
    DEAD_PANE
  }

  /** Later than these the agent is there, and the next spawn adopts it and refuses. */
  private static final Set<Step> WITHOUT_AGENT =
      EnumSet.of(Step.SPAWN_GUARDED, Step.SPAWN_SPEC_WRITTEN, Step.SPAWN_CLAIMED);

  private Stage stage;

  @BeforeEach
  void create() throws IOException {
    stage = Stage.create();
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  static Stream<Arguments> spawns() {
    return Stream.of(Before.values())
        .flatMap(before ->
            Stream.of(Step.values())
                .filter(step -> step.name().startsWith("SPAWN_"))
                // a pane that is used again needs no claim: its lock stands all the time
                .filter(step -> before != Before.DEAD_PANE || step != Step.SPAWN_CLAIMED)
                .map(step -> Arguments.of(before, step)));
  }

  @ParameterizedTest
  @MethodSource("spawns")
  void afterDeathInASpawnTheNextEndsWithOneAgentUnderItsLock(Before before, Step step)
      throws Exception {
    MortalServer server = MortalServer.start(stage.launcher());
    prepare(before);
    long generation = stage.generation();
    server.dieAt(step);
    assertThat(stage.spawn().exit()).isNotZero();
    server.requireKilled();

    int exit = stage.spawn().exit();
    assertThat(exit).isEqualTo(WITHOUT_AGENT.contains(step) ? 0 : 4);
    stage.requireOneAgentUnderItsLock(generation);
    assertThat(stage.verdict()).isEqualTo("held");
    stage.launcher().run("stop", Stage.WORKER).orFail();
    stage.requireDown();
  }

  private void prepare(Before before) throws IOException, InterruptedException {
    if (before != Before.FREE) {
      stage.spawn().orFail();
    }
    switch (before) {
      case FREE -> {}
      case STALE -> stage.crashTmux();
      case DEAD_PANE -> stage.killAgent();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "STOP_.*", mode = EnumSource.Mode.MATCH_ALL)
  void afterDeathInAStopTheNextStopFinishesIt(Step step) throws Exception {
    MortalServer server = MortalServer.start(stage.launcher());
    stage.spawn().orFail();
    server.dieAt(step);
    assertThat(stage.launcher().run("stop", Stage.WORKER).exit()).isNotZero();
    server.requireKilled();

    stage.launcher().run("stop", Stage.WORKER).orFail();
    stage.requireDown();
    assertThat(stage.verdict()).isEqualTo("free");
  }

  @ParameterizedTest
  @EnumSource(names = "STOP_.*", mode = EnumSource.Mode.MATCH_ALL)
  void afterDeathInAStopASpawnEndsWithOneAgentUnderItsLock(Step step) throws Exception {
    MortalServer server = MortalServer.start(stage.launcher());
    stage.spawn().orFail();
    server.dieAt(step);
    assertThat(stage.launcher().run("stop", Stage.WORKER).exit()).isNotZero();
    server.requireKilled();

    // The next server finishes the stop by itself; until then the worker is held.
    Awaitility.await().until(() -> stage.spawn().exit() == 0);
    stage.requireOneAgentUnderItsLock(0);
    stage.launcher().run("stop", Stage.WORKER).orFail();
    stage.requireDown();
  }
}
