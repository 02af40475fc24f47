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

  private Crew crew;

  @BeforeEach
  void create() throws Exception {
    crew = Crew.create();
  }

  @AfterEach
  void close() throws IOException {
    crew.close();
  }

  @Test
  void exitStatusZeroIsTheEndOfTheWorkAndStaysSoWhenItsSessionIsKilled() throws Exception {
    crew.spawn(WORKER, Crew.RESTLESS, "sh", "-c", "exit 0");
    Crew.await().until(() -> crew.file(WORKER).at("/history/standing").asText().equals("finished"));
    assertThat(crew.recover(WORKER)).isEmpty();
    crew.tmux("kill-session", "-t", "=" + WORKER);
    assertThat(crew.recover(WORKER)).isEmpty();
    crew.killServer();
    crew.startServer();
    assertThat(crew.recover(WORKER)).isEmpty();
    assertThat(crew.referee(WORKER).runs()).isEmpty();
    assertThat(crew.generation(WORKER)).isEqualTo(1);
  }

  @Test
  void aStoppedWorkerStaysDownWhateverIsKilled() throws Exception {
    String other = "crew/erin";
    crew.spawn(WORKER);
    crew.spawn(other, List.of("--restart", "always", "--backoff", "0s"), Referee.AGENT, "86400");
    crew.data("stop", WORKER);
    crew.tmux("kill-session", "-t", "=" + WORKER);
    assertThat(crew.recover(WORKER)).isEmpty();
    crew.requireDown(WORKER);
    crew.signal(crew.tmuxServer(), "KILL");
    crew.awaitGeneration(other, 2);
    crew.killServer();
    crew.startServer();
    assertThat(crew.recover(WORKER)).isEmpty();
    crew.requireDown(WORKER);
    crew.requireOneAgent(other);
  }
}
