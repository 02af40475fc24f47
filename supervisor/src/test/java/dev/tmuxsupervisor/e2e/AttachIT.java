package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Terminals are panes of another tmux server, which is what most terminals here are. */
class AttachIT extends OnBench {
  private String variables() throws Exception {
    StringBuilder words = new StringBuilder("env -u TMUX -u TMUX_PANE");
    bench()
        .launcher()
        .environment()
        .forEach((name, value) -> words.append(" '" + name + "=" + value + "'"));
    return words + " ";
  }

  private void worker() throws Exception {
    bench().spawn("w", "sh", "-c", "echo I am the worker; exec sleep 1000");
  }

  @Test
  void outsideTmuxTheSessionTakesOverTheTerminal() throws Exception {
    worker();
    Path terminal = bench().socket("outer");
    bench()
        .tmuxAt(
            terminal,
            "new-session",
            "-d",
            "-x",
            "100",
            "-y",
            "30",
            "-c",
            bench().root().toString(),
            variables() + Launcher.program() + " attach w; echo left with $?; sleep 1000");
    await()
        .untilAsserted(() ->
            assertThat(bench().tmuxAt(terminal, "capture-pane", "-p")).contains("I am the worker"));
    assertThat(bench().tmux("list-clients", "-F", "#{session_name}")).isEqualTo("w");
    String pane = bench().tmuxAt(terminal, "list-panes", "-a", "-F", "#{pane_pid}");
    assertThat(ProcessHandle.of(Long.parseLong(pane)).orElseThrow().descendants())
        .as("no JVM stays behind the terminal")
        .extracting(process -> process.info().command().orElse(""))
        .isNotEmpty()
        .noneMatch(command -> command.endsWith("java"));
    bench().tmux("detach-client", "-s", "=w");
    await()
        .untilAsserted(() ->
            assertThat(bench().tmuxAt(terminal, "capture-pane", "-p")).contains("left with 0"));
  }

  @Test
  void insideTheSameServerTheClientIsSwitched() throws Exception {
    worker();
    bench().tmux("new-session", "-d", "-s", "mine", "sh");
    Path terminal = bench().socket("outer");
    bench()
        .tmuxAt(
            terminal,
            "new-session",
            "-d",
            "env -u TMUX tmux -S " + bench().socket() + " attach -t =mine");
    await().until(() -> bench().tmux("list-clients", "-F", "#{session_name}").equals("mine"));
    Path script = bench().launcher().world().resolve("go");
    Files.writeString(
        script,
        "cd "
            + bench().root()
            + "\n"
            + variables().replace(" -u TMUX -u TMUX_PANE", "")
            + Launcher.program()
            + " attach w > "
            + script
            + ".out 2>&1\n");
    bench().tmux("send-keys", "-t", "=mine:", "sh " + script, "Enter");
    await()
        .untilAsserted(() ->
            assertThat(bench().tmux("list-clients", "-F", "#{session_name}"))
                .as(
                    Files.exists(Path.of(script + ".out"))
                        ? Files.readString(Path.of(script + ".out"))
                        : "")
                .isEqualTo("w"));
  }

  @Test
  void insideAnotherServerItIsExplained() throws Exception {
    worker();
    bench().launcher().with("TMUX", bench().socket("outer") + ",1,0");
    Launcher.Result refused = bench().run("attach", "w");
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err())
        .contains(bench().socket().toString(), "outer", "detach first", "supervisor attach w");
    assertThat(bench().json(4, "attach", "w").at("/error/code").asText())
        .isEqualTo("OTHER_TMUX_SERVER");
  }

  @Test
  void aWorkerWithoutASessionCannotBeAttachedTo() throws Exception {
    worker();
    bench().run("stop", "w").orFail();
    assertThat(bench().run("attach", "w").exit()).isEqualTo(3);
  }
}
