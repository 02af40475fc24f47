package dev.tmuxsupervisor.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.judge.Condition;
import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.publish.WorkerStatus.Berth;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.SessionId;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real client, whose terminal is the pane of another tmux server. */
class FleetMenuTest {
  private static final TmuxSocket SOCKET = new TmuxSocket(Path.of("/run/t"));
  private static final Path HOSTILE =
      Path.of("/to'wn #(touch X) #{pid} $(touch X) \"%H\"; #[fg=red] {漢} \\");

  @TempDir private Path directory = Path.of("unset");

  private static WorkerStatus worker(String name, State state, Optional<Berth> berth) {
    return new WorkerStatus(
        new Worker(new WorkerName(name), HOSTILE, HOSTILE.resolve(name)),
        new Condition(state, "it's #(touch X)\u001b[1m of 漢字 #[fg=red]red", Optional.empty()),
        SOCKET,
        berth);
  }

  private static Optional<Berth> at(String pane) {
    ServerIdentity server = new ServerIdentity(7, 8);
    return Optional.of(new Berth(server, new SessionId(1), PaneId.parse(pane), true));
  }

  private static List<WorkerStatus> twenty(String pane) {
    List<WorkerStatus> fleet = new ArrayList<>();
    for (int i = 1; i < 20; i++) {
      fleet.add(worker("crew/w" + i, i % 2 == 0 ? State.RUNNING : State.FAILED, at("%0")));
    }
    fleet.addFirst(worker("crew/dave", State.FAILED, at(pane)));
    return fleet;
  }

  private static String of(int others, WorkerStatus... fleet) {
    return FleetMenu.of(List.of(fleet), others, List.of("supervisor"));
  }

  @Test
  void theWorstComeFirstAndOfThemThoseLongestInTheirState() {
    assertThat(
            of(
                0,
                worker("a", State.STOPPED, Optional.empty()),
                worker("b", State.RUNNING, Optional.empty()),
                worker("c", State.BACKING_OFF, Optional.empty()),
                worker("d", State.UNKNOWN, Optional.empty()),
                worker("z", State.FAILED, Optional.empty()),
                worker("e", State.DAMAGED, Optional.empty())))
        .containsSubsequence("✕ z", "✕ e", "? d", "◐ c", "● b", "○ a", "watch")
        .doesNotContain("more:", "Go to it");
  }

  @Test
  void whereSomebodyKeepsAgentsOutOneIsOfferedWhatIsNotRefused() {
    assertThat(of(0, worker("a", State.RESERVED, Optional.empty())))
        .contains("○ a", "Why", "Release a? (y/n)", "supervisor lock release a --root ")
        .doesNotContain("Restart", "Stop");
  }

  @Test
  void whoeverIsNotListedIsCounted() {
    assertThat(of(0)).contains("no workers here").doesNotContain("more:");
    assertThat(of(3, worker("a", State.RUNNING, Optional.empty()))).contains("… and 3 more: watch");
    assertThat(FleetMenu.of(twenty("%1"), 2, List.of("supervisor")))
        .contains("… and 7 more: watch");
  }

  @Test
  void fromAKeyToAWorkersPaneItsReasonAndItsEnd() throws Exception {
    Path launcher =
        Files.writeString(
            directory.resolve("it's #{pid} $x"),
            """
            #!/bin/sh
            printf '%s\\n' "$@" >>"$(dirname "$0")/called"
            echo "told of $3"
            """);
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    try (BareTmux inner = new BareTmux(directory, "home", 80, 24, "sleep", "1000")) {
      inner.run("new-session", "-d", "-s", "theirs", "sleep", "1000");
      inner.run("new-window", "-t", "theirs:", "sleep", "1000");
      String pane =
          inner.run("split-window", "-d", "-P", "-F", "#{pane_id}", "-t", "theirs:1", "cat");
      inner.run("select-window", "-t", "theirs:0");
      String menu = FleetMenu.of(twenty(pane), 0, List.of(launcher.toString(), "-L", "other"));
      Path script = directory.resolve("script");
      Files.writeString(script, "set-option -g @supervisor_menu '" + quoted(menu) + "'\n");
      inner.run("source-file", script.toString());
      inner.run("bind-key", "-n", "F5", "run-shell", "-C", "#{@supervisor_menu}");
      String[] attach = {
        "env",
        "-u",
        "TMUX",
        "TERM=screen-256color",
        "tmux",
        "-u",
        "-S",
        "" + inner.socket(),
        "attach-session",
        "-t",
        "home"
      };
      try (BareTmux outer = new BareTmux(directory, "outer", 80, 24, attach)) {
        outer.run("set-option", "-g", "status", "off");
        await().until(() -> !inner.run("list-clients").isEmpty());
        use(inner, outer, pane);
      }
    }
  }

  private void use(BareTmux inner, BareTmux outer, String pane) throws Exception {
    Path called = directory.resolve("called");
    outer.run("send-keys", "F5");
    awaitShown(outer, "✕ crew/dave", "failed", "(1)", "… and 5 more: watch");
    outer.run("send-keys", "1");
    awaitShown(outer, "it's #(touch X) [1m of 漢字 #[fg=red]red", "Go to it", "Why");
    outer.run("send-keys", "t");
    await().until(() -> inner.run("list-clients", "-F", "#{pane_id}").equals(pane));

    outer.run("send-keys", "F5");
    awaitShown(outer, "(1)");
    outer.run("send-keys", "1");
    awaitShown(outer, "Why");
    outer.run("send-keys", "w");
    awaitShown(outer, "told of why", "┐");
    assertThat(called).hasContent("-L\nother\nwhy\ncrew/dave\n--root\n" + HOSTILE + "\n");
    outer.run("send-keys", "q");
    await().until(() -> !screen(outer).contains("┐"));

    outer.run("send-keys", "F5");
    awaitShown(outer, "(1)");
    outer.run("send-keys", "1");
    awaitShown(outer, "Stop");
    outer.run("send-keys", "s");
    awaitShown(outer, "Stop crew/dave? (y/n)");
    outer.run("send-keys", "n");
    await().until(() -> !screen(outer).contains("(y/n)"));
    assertThat(Files.readAllLines(called)).doesNotContain("stop");

    outer.run("send-keys", "F5");
    awaitShown(outer, "(1)");
    outer.run("send-keys", "1");
    awaitShown(outer, "Stop");
    outer.run("send-keys", "s");
    awaitShown(outer, "(y/n)");
    outer.run("send-keys", "y");
    awaitShown(outer, "told of stop", "[any key]");
    assertThat(Files.readAllLines(called)).endsWith("stop", "crew/dave", "--root", "" + HOSTILE);
    assertThat(Path.of("X")).doesNotExist();
    assertThat(directory.resolve("X")).doesNotExist();
  }

  private static String quoted(String text) {
    return text.replace("'", "'\\''");
  }

  private static String screen(BareTmux outer) throws Exception {
    return outer.run("capture-pane", "-p");
  }

  private static void awaitShown(BareTmux outer, String... texts) {
    await()
        .pollInterval(Duration.ofMillis(30))
        .untilAsserted(() -> assertThat(screen(outer)).contains(texts));
  }
}
