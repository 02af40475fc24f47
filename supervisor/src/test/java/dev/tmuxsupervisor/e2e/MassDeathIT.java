package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tmux server dies of SIGKILL, and with it every session, but not every agent. */
class MassDeathIT {
  /** Agents that leave at SIGHUP, that ignore it, and that leave a child outside their session. */
  static final List<List<String>> KINDS =
      List.of(
          List.of(Referee.AGENT, "86400"),
          List.of("sh", "-c", "trap '' HUP; exec sleep 86400"),
          List.of("setsid", "-w", "sh", "-c", "trap '' HUP; exec sleep 86400"));

  private static final int WORKERS = Integer.getInteger("recover.workers", 8);

  private Crew crew;

  @BeforeEach
  void create() throws Exception {
    crew = Crew.create();
  }

  @AfterEach
  void close() throws IOException {
    crew.close();
  }

  /** A fifth ignores SIGHUP, a fifth has left the terminal. */
  private static List<String> agent(int worker) {
    return switch (worker % 5) {
      case 1 -> KINDS.get(1);
      case 2 -> KINDS.get(2);
      default -> KINDS.get(0);
    };
  }

  /** Red when {@code Attempt.endTree} does nothing. */
  @Test
  void afterTheEndOfTheTmuxServerEveryWorkerHasOneAgentAndThatIsOneEvent() throws Exception {
    List<String> names = Crew.names(WORKERS);
    for (int i = 0; i < WORKERS; i++) {
      crew.spawn(names.get(i), Crew.RESTLESS, agent(i).toArray(String[]::new));
    }
    for (String worker : names) {
      Crew.await().until(() -> crew.referee(worker).agents().size() == 1);
    }
    crew.signal(crew.tmuxServer(), "KILL");
    long began = System.nanoTime();
    for (String worker : names) {
      crew.awaitGeneration(worker, 2);
    }
    System.out.printf(
        "%d workers back after %d ms%n", WORKERS, (System.nanoTime() - began) / 1000000);
    for (String worker : names) {
      crew.requireOneAgent(worker);
      crew.requireTidy(worker);
      assertThat(crew.generation(worker)).isEqualTo(2);
    }
    assertThat(crew.tmux("list-sessions", "-F", "#{session_name}").lines())
        .containsExactlyInAnyOrderElementsOf(names);
    Crew.await().until(() -> outcomes().contains("over"));
    assertThat(outcomes()).startsWith("begins").endsWith("over");
    assertThat(outcomes().stream().filter(it -> !it.equals("goes_on"))).hasSize(2);
    assertThat(crew.events("mass_death").getLast().path("restarted").asInt()).isEqualTo(WORKERS);
  }

  private List<String> outcomes() throws IOException {
    return crew.events("mass_death").stream().map(it -> it.path("outcome").asText()).toList();
  }
}
