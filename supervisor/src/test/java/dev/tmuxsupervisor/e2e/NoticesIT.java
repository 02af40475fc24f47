package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The person's terminal is a pane of another tmux server. */
class NoticesIT extends OnBench {
  private static final String HOSTILE = "$(touch x)#(touch y)#[fg=red]%H";

  private Path world() {
    return bench().launcher().world();
  }

  private void config(String text) throws Exception {
    Path directory = Files.createDirectories(world().resolve("home/.config/supervisor"));
    Files.writeString(directory.resolve("config.toml"), text);
  }

  private Path command() throws Exception {
    Path script =
        Files.writeString(
            world().resolve("tell"),
            """
            #!/bin/sh
            printf '%s|%s|%s|%s|%s\\n' "$1" "$SUPERVISOR_WORKER" "$SUPERVISOR_STATE" \
              "$SUPERVISOR_WORKERS" "$SUPERVISOR_REASON" >> "$HOME/told"
            """);
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  private List<String> told() throws Exception {
    Path file = world().resolve("home/told");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /** An agent that ends with status 3 when it is told to. */
  private Path agent(String name) throws Exception {
    Path go = world().resolve("go-" + name.replace('/', '-'));
    bench().spawn(name, "sh", "-c", "while [ ! -e " + go + " ]; do sleep 0.1; done; exit 3");
    return go;
  }

  private String screen(Path terminal) throws Exception {
    return bench().tmuxAt(terminal, "capture-pane", "-p");
  }

  /** The second half turns red when Notices tells of workers that somebody looks at. */
  @Test
  void peopleAreToldOnTheirTerminalAndByTheirCommandButNotOfWhatTheyLookAt() throws Exception {
    config(
        """
        [notify]
        on = ["failed", "foreign"]
        command = ["%s", "a b"]
        """
            .formatted(command()));
    Path dave = agent("crew/dave");
    Path eve = agent("crew/eve");
    bench().spawn("w", "sleep", "1000");
    bench().run("stop", "--kill", "w").orFail();
    bench().tmux("new-session", "-d", "-s", "desk", "sleep 1000");
    Path terminal = bench().socket("outer");
    String attach = "env -u TMUX TERM=screen tmux -u -S " + bench().socket() + " attach -t =desk";
    bench().tmuxAt(terminal, "new-session", "-d", "-x", "180", "-y", "20", attach);
    await().until(() -> bench().tmux("list-clients", "-F", "#{session_name}").equals("desk"));

    Files.writeString(
        bench().lock("w"),
        "{\"pid\":4242,\"acquired_at\":\"2026-01-01T00:00:00Z\",\"session_id\":\"\",\"hostname\":\"%s\"}"
            .formatted(HOSTILE));
    bench().run("recover");
    await()
        .untilAsserted(() ->
            assertThat(screen(terminal)).contains("w is foreign: ", HOSTILE, "(supervisor why w)"));
    await().until(() -> told().size() == 1);
    assertThat(told().getFirst()).startsWith("a b|w|foreign|1|").contains(HOSTILE);

    bench().tmux("switch-client", "-t", "=crew/eve:");
    await().until(() -> bench().tmux("list-clients", "-F", "#{session_name}").equals("crew/eve"));
    Files.createFile(eve);
    bench().run("wait", "crew/eve", "--until", "failed").orFail();
    Files.createFile(dave);
    await()
        .untilAsserted(() ->
            assertThat(screen(terminal))
                .contains("crew/dave failed: its agent ended with", "(supervisor why crew/dave)"));
    await().until(() -> told().size() == 2);
    assertThat(told().getLast()).startsWith("a b|crew/dave|failed|1|its agent ended with");
    assertThat(Files.readAllLines(bench().launcher().state().resolve("journal.jsonl")))
        .filteredOn(line -> line.contains("\"event\":\"notice\""))
        .hasSize(2)
        .noneMatch(line -> line.contains("crew/eve"));
    try (var walk = Files.walk(world())) {
      assertThat(walk.map(path -> "" + path.getFileName())).doesNotContain("x", "y");
    }

    config("[notify]\ncomand = []\n");
    assertThat(bench().run("server", "status").orFail().err())
        .contains("config.toml", "no key comand", "did you mean command?");
  }
}
