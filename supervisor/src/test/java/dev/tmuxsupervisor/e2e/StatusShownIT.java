package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.client.Speaker.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person who is attached sees of the fleet, from the event to the status line. */
class StatusShownIT {
  private static final List<String> ONCE = List.of("--restart", "never");

  private final Crew crew;

  StatusShownIT() throws Exception {
    crew = Crew.create();
  }

  @BeforeEach
  void desk() throws Exception {
    crew.tmux("new-session", "-d", "-s", "desk");
    crew.tmux("set-option", "-g", "status-interval", "0");
    crew.tmux("set-option", "-g", "status-right", "<#{supervisor_status}>");
    crew.tmux(
        "run-shell", Launcher.program().resolve("../../../supervisor.tmux").normalize().toString());
  }

  @AfterEach
  void close() throws Exception {
    crew.close();
  }

  private static void awaitStatus(AttachedClient client, String status) {
    AttachedClient.await()
        .untilAsserted(() -> assertThat(client.screen()).contains("<" + status + ">"));
  }

  private String option(String target, String name) throws Exception {
    return crew.tmux("show-options", "-v", "-t", target, name);
  }

  private Path go(String worker) {
    return crew.runtime(worker).resolveSibling("go");
  }

  /** An agent that ends with this status when it is told to. */
  private void spawn(String worker, List<String> options, int status) throws Exception {
    crew.spawn(
        worker, options, "sh", "-c", "while [ ! -e go ]; do sleep 0.05; done; exit " + status);
  }

  /** Nothing but pushing redraws this status line: its interval is 0. */
  @Test
  void eachStateIsPushedToWhoeverIsAttached() throws Exception {
    try (AttachedClient client =
        AttachedClient.to(crew.launcher(), crew.socket(), 100, 10, List.of("-t", "=desk"))) {
      spawn("a", ONCE, 3);
      awaitStatus(client, "1●");
      spawn("b", List.of("--backoff", "60s..60s"), 0);
      spawn("c", ONCE, 0);
      awaitStatus(client, "3●");

      Files.createFile(go("a"));
      awaitStatus(client, "2● 1✕");
      assertThat(option("=a:", "@supervisor_state")).isEqualTo("failed");
      Files.createFile(go("b"));
      awaitStatus(client, "1● 1✕");
      assertThat(option("=b:", "@supervisor_state")).isEqualTo("finished");

      Files.writeString(crew.lockFile("c"), "no lock");
      awaitStatus(client, "2✕");
      String pane = crew.tmux("display-message", "-p", "-t", "=a:", "#{pane_id}");
      assertThat(crew.tmux("show-options", "-gv", "@supervisor_next")).isEqualTo(pane);

      crew.launcher().run("server", "stop").orFail();
      awaitStatus(client, "sup:down");
      crew.startServer();
      awaitStatus(client, "2✕");
    }
  }

  @Test
  void eachTmuxServerShowsItsOwnWorkersAndCountsTheOthers() throws Exception {
    Path other = crew.launcher().world().resolve("other");
    crew.spawn("a");
    crew.spawn("b");
    Answer spawned =
        crew.say(
            crew.spawning("c", List.of("--tmux-socket", other.toString()), Referee.AGENT, "86400"));
    assertThat(spawned.exit()).as(spawned.text()).isZero();
    try (AttachedClient client =
        AttachedClient.to(crew.launcher(), crew.socket(), 100, 10, List.of("-t", "=desk"))) {
      awaitStatus(client, "2● +1");
      AttachedClient.await()
          .untilAsserted(() ->
              assertThat(crew.tmuxAt(other, "show-options", "-gv", "@supervisor_status"))
                  .isEqualTo("1● +2"));
    } finally {
      crew.launcher().endServers();
      crew.tmuxAt(other, "kill-server");
    }
  }

  /** A beat in a tmux server whose workers are all gone would look like a dead supervisor's. */
  @Test
  void theUsualTmuxServerIsToldAlsoWhenItsWorkersAreGone() throws Exception {
    crew.tmux("set-option", "-g", "@supervisor_beat", "1");
    crew.killServer();
    crew.startServer();
    AttachedClient.await()
        .untilAsserted(
            () -> assertThat(crew.tmux("show-options", "-gv", "@supervisor_beat")).hasSize(10));
  }
}
