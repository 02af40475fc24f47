package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two supervisors know the same worker, and both see its agent end at the same moment. */
class TwoServersIT {
  private static final int KILLS = Integer.getInteger("recover.two.servers.kills", 4);
  private static final String WORKER = "crew/dave";

  /**
   * Red when {@code Guard.take} takes no lock, and when the look under the guard is not a fresh
   * one: both start an agent.
   */
  @Test
  void oneOfThemStartsItAgainAndTheOtherFindsThatDone() throws Exception {
    try (Crew crew = Crew.create()) {
      crew.spawn(WORKER);
      crew.launcher().run("-L", "other", "recover", WORKER).orFail(); // and watches it from now on
      assertThat(crew.launcher().servers()).hasSize(2);
      for (int generation = 1; generation <= KILLS; generation++) {
        assertThat(crew.generation(WORKER)).isEqualTo(generation);
        crew.signal(crew.agent(WORKER), "KILL");
        crew.awaitGeneration(WORKER, generation + 1);
        Crew.await().untilAsserted(() -> assertThat(crew.recover(WORKER)).isEmpty());
        crew.requireOneAgent(WORKER);
      }
      crew.launcher().run("-L", "other", "recover", WORKER).orFail();
      assertThat(crew.generation(WORKER)).isEqualTo(KILLS + 1);
      crew.awaitEvents("ended", KILLS);
      crew.awaitEvents("restart", KILLS);
    }
  }
}
