package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is not to run is not started: work that is done, and workers that their user stopped. */
class StaysDownIT {

  private static Crew crew;

  @BeforeAll
  static void create() throws Exception {
    crew = Crew.create();
  }

  @AfterAll
  static void close() throws IOException {
    crew.close();
  }

  /** Red when {@code RestartRule} takes status 0 for a failure. */
  @Test
  void exitStatusZeroIsTheEndOfTheWorkAndStaysSoWhenItsSessionIsKilled() throws Exception {
    String worker = "crew/done";
    crew.spawn(worker, Crew.RESTLESS, "sh", "-c", "exit 0");
    Crew.await().until(() -> crew.file(worker).at("/history/standing").asText().equals("finished"));
    assertThat(crew.recover(worker)).isEmpty();
    crew.tmux("kill-session", "-t", "=" + worker);
    assertThat(crew.recover(worker)).isEmpty();
    assertThat(crew.referee(worker).runs()).isEmpty();
    assertThat(crew.generation(worker)).isEqualTo(1);
  }

  /** Red when {@code Remedy.of} does not look at what is desired first. */
  @Test
  void aStoppedWorkerStaysDownWhateverIsKilled() throws Exception {
    String worker = "crew/stopped";
    String other = "crew/erin";
    crew.spawn(worker);
    crew.spawn(other, List.of("--restart", "always", "--backoff", "0s"), Referee.AGENT, "86400");
    crew.data("stop", worker);
    crew.tmux("kill-session", "-t", "=" + worker);
    assertThat(crew.recover(worker)).isEmpty();
    crew.requireDown(worker);
    crew.signal(crew.tmuxServer(), "KILL");
    crew.awaitGeneration(other, 2);
    crew.killServer();
    crew.startServer();
    assertThat(crew.recover(worker)).isEmpty();
    crew.requireDown(worker);
    crew.requireOneAgent(other);
  }
}
