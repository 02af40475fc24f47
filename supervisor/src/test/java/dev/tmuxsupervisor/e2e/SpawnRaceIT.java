package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.e2e.Race.Finish;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Never two agents, and never a race that nobody wins, by the referee's count. Turned red when
 * {@code Guard.take} was made to answer without its flock. {@code -Drace.rounds=20
 * -Drace.launchers=64} is the long form.
 */
class SpawnRaceIT {
  private static final int SPAWNERS = 64;
  private static final int ROUNDS = Integer.getInteger("race.rounds", 2);
  private static final int LAUNCHERS = Integer.getInteger("race.launchers", 4);

  private Stage stage;

  @BeforeEach
  void startTwoServers() throws IOException, InterruptedException {
    stage = Stage.create();
    stage.launcher().run("-L", "a", "version").orFail();
    stage.launcher().run("-L", "b", "version").orFail();
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  private Finish race() throws Exception {
    Finish finish = new Race(stage, LAUNCHERS, SPAWNERS - LAUNCHERS).run();
    System.out.printf(
        "race: %d won, %d lost, %d releases beside them, %d agents at most%n",
        finish.winners(),
        finish.exits().size() - finish.winners(),
        finish.releases(),
        finish.mostAgents());
    assertThat(finish.exits()).as("exit codes").isSubsetOf(0, 4);
    assertThat(finish.mostAgents()).as("agents at any time").isLessThanOrEqualTo(1);
    return finish;
  }

  @Test
  void ofManyOverAFreeLockOneWins() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(race().winners()).isEqualTo(1);
      stage.requireOneAgentUnderItsLock(0);
      stage.launcher().run("-L", "a", "stop", Stage.WORKER).orFail();
      stage.requireDown();
    }
  }

  @Test
  void ofManyOverAStaleLockOneWins() throws Exception {
    stage.spawn().orFail();
    for (int round = 0; round < ROUNDS; round++) {
      long generation = stage.generation();
      stage.crashTmux();
      assertThat(race().winners()).isEqualTo(1);
      stage.requireOneAgentUnderItsLock(generation);
    }
  }

  @Test
  void ofManyOverAHeldLockNobodyWinsAndTheHolderStays() throws Exception {
    stage.spawn().orFail();
    long agent = stage.referee().onlyAgent();
    for (int round = 0; round < ROUNDS; round++) {
      Finish finish = new Race(stage, LAUNCHERS, SPAWNERS - LAUNCHERS).run();
      assertThat(finish.exits()).as("exit codes").containsOnly(4);
      assertThat(finish.mostAgents()).isEqualTo(1);
      assertThat(stage.referee().onlyAgent()).isEqualTo(agent);
      stage.requireOneAgentUnderItsLock(0);
    }
  }
}
