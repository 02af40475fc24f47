package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.e2e.Launcher.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The terminal is a pane of another tmux server. */
class WatchIT extends OnBench {
  private Path terminal = Path.of("");

  @BeforeEach
  void spawn() throws Exception {
    terminal = bench().socket("outer");
    bench().spawn("two", "sh", "-c", "echo I am two; exec sleep 1000");
  }

  private String screen() throws Exception {
    return bench().tmuxAt(terminal, "capture-pane", "-p");
  }

  private void awaitScreen(String... texts) {
    AttachedClient.await().untilAsserted(() -> assertThat(screen()).contains(texts));
  }

  private void press(String... keys) throws Exception {
    for (String key : keys) {
      bench().tmuxAt(terminal, "send-keys", key);
    }
  }

  /** The launcher in this world, for a shell. */
  private String watch() {
    StringBuilder words = new StringBuilder("env");
    bench().launcher().environment().forEach((n, v) -> words.append(" '" + n + "=" + v + "'"));
    return words + " " + Launcher.program() + " watch";
  }

  private List<ProcessHandle> screens() {
    return ProcessHandle.allProcesses()
        .filter(process -> {
          List<String> words = List.of(process.info().arguments().orElse(new String[0]));
          return words.contains("dev.tmuxsupervisor.watch.WatchMain")
              && words.stream().anyMatch(word -> word.startsWith("" + bench().launcher().world()));
        })
        .toList();
  }

  /** A directory to be first in PATH, as a checkout's own may be: it holds a program "test". */
  private Path decoy() throws Exception {
    Path directory = Files.createDirectory(bench().launcher().world().resolve("decoy"));
    Path program = Files.writeString(directory.resolve("test"), "#!/bin/sh\ntouch \"$0-ran\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return directory;
  }

  /**
   * Red without what {@code Screen.giveBack} writes, without its hook for signals, and where JLine
   * may ask programs about the terminal.
   */
  @Test
  void theTableFollowsWhatHappensAndItsKeysAct() throws Exception {
    bench().spawn("one", "sleep", "1000");
    Path decoy = decoy();
    String path = bench().launcher().environment().get("PATH");
    bench().launcher().with("PATH", decoy + ":" + path);
    String watch = "env -u TMUX -u TMUX_PANE " + watch();
    String command = watch + "; echo left with $?; " + watch + "; echo ended with $?; sleep 1000";
    bench()
        .tmuxAt(terminal, "new-session", "-d", "-x", "90", "-y", "20", "echo before; " + command);
    awaitScreen("2●", "● running", "one", "two", "Enter attach");
    assertThat(screen()).doesNotContain("before");

    Running printing = bench().launcher().start("watch", "two");
    try {
      AttachedClient.await()
          .untilAsserted(() -> assertThat(printing.out()).content().contains("two     running"));
      ProcessHandle.of(bench().pidOf("two")).ifPresent(ProcessHandle::destroyForcibly);
      awaitScreen("1● 1✕", "✕ failed");
      AttachedClient.await()
          .untilAsserted(() -> assertThat(printing.out()).content().contains("\n\nWORKER"));
      assertThat(printing.out()).content().doesNotContain("one");
    } finally {
      printing.process().destroy();
    }

    press("/", "t", "w", "o", "Enter");
    awaitScreen("1 with 'two'");
    assertThat(screen()).doesNotContain("one");
    press("r");
    awaitScreen("restart two? y/n");
    press("y");
    awaitScreen("2●", "● running", "two restarted");
    press("l");
    awaitScreen("-- last lines of two", "I am two");
    bench().tmuxAt(terminal, "resize-window", "-x", "40", "-y", "8");
    AttachedClient.await().untilAsserted(() -> assertThat(screen().lines()).hasSize(8));
    awaitScreen("2●", "Enter attach");

    press("a");
    AttachedClient.await().untilAsserted(() -> assertThat(clients()).isEqualTo("two"));
    bench().tmux("detach-client", "-s", "=two");
    awaitScreen("2●", "Enter attach");
    press("q");
    awaitScreen("before", "left with 0");

    AttachedClient.await().until(() -> screens().size() == 1);
    awaitScreen("2●", "● running");
    bench().launcher().servers().forEach(ProcessHandle::destroyForcibly);
    awaitScreen("sup:down", "? unknown");
    screens().forEach(ProcessHandle::destroy);
    awaitScreen("before", "left with 0", "ended with 143");
    assertThat(screen()).doesNotContain("unknown");
    assertThat(decoy.resolve("test-ran")).doesNotExist();
  }

  private String clients() throws Exception {
    return bench().tmux("list-clients", "-F", "#{session_name}");
  }

  /** Red when watch stays after {@code attach} has switched the client. */
  @Test
  void inAPopupEnterLeadsToTheWorker() throws Exception {
    bench().tmux("new-session", "-d", "-s", "mine", "exec sleep 1000");
    bench().tmux("bind-key", "-n", "F5", "display-popup", "-E", "-w", "90%", "-h", "80%", watch());
    try (AttachedClient client =
        AttachedClient.to(bench().launcher(), bench().socket(), 100, 20, List.of("-t", "=mine"))) {
      client.press("F5");
      AttachedClient.await()
          .untilAsserted(() -> assertThat(client.screen()).contains("● running", "Enter attach"));
      client.press("Enter");
      AttachedClient.await()
          .untilAsserted(
              () -> assertThat(client.screen()).contains("I am two").doesNotContain("WORKER"));
      assertThat(clients()).isEqualTo("two");
    }
  }
}
