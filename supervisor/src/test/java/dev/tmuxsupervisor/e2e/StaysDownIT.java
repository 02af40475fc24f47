package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is not to run is not started: work that is done, and workers that their user stopped. */
class StaysDownIT {
  private static final String WORKER = "crew/dave";

  private Fleet fleet;

  @BeforeEach
  void create() throws Exception {
    fleet = Fleet.create();
  }

  @AfterEach
  void close() throws IOException {
    fleet.close();
  }

  @Test
  void exitStatusZeroIsTheEndOfTheWorkAndStaysSoWhenItsSessionIsKilled() throws Exception {
    fleet.spawn(WORKER, Fleet.RESTLESS, "sh", "-c", "exit 0");
    Fleet.await()
        .until(() -> fleet.file(WORKER).at("/history/standing").asText().equals("finished"));
    assertThat(fleet.recover(WORKER)).isEmpty();
    fleet.tmux("kill-session", "-t", "=" + WORKER);
    assertThat(fleet.recover(WORKER)).isEmpty();
    fleet.killServer();
    fleet.startServer();
    assertThat(fleet.recover(WORKER)).isEmpty();
    assertThat(fleet.referee(WORKER).runs()).isEmpty();
    assertThat(fleet.generation(WORKER)).isEqualTo(1);
  }

  @Test
  void aStoppedWorkerStaysDownWhateverIsKilled() throws Exception {
    String other = "crew/erin";
    fleet.spawn(WORKER);
    fleet.spawn(other, List.of("--restart", "always", "--backoff", "0s"), Referee.AGENT, "86400");
    fleet.data("stop", WORKER);
    fleet.tmux("kill-session", "-t", "=" + WORKER);
    assertThat(fleet.recover(WORKER)).isEmpty();
    fleet.requireDown(WORKER);
    fleet.signal(fleet.tmuxServer(), "KILL");
    fleet.awaitGeneration(other, 2);
    fleet.killServer();
    fleet.startServer();
    assertThat(fleet.recover(WORKER)).isEmpty();
    fleet.requireDown(WORKER);
    fleet.requireOneAgent(other);
  }
}
