package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.e2e.Launcher.Running;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The terminal is a pane of another tmux server. */
class WatchIT extends OnBench {
  private String screen(Path terminal) throws Exception {
    return bench().tmuxAt(terminal, "capture-pane", "-p");
  }

  private void awaitScreen(Path terminal, String... texts) {
    await()
        .atMost(60, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(screen(terminal)).contains(texts));
  }

  private void press(Path terminal, String... keys) throws Exception {
    for (String key : keys) {
      bench().tmuxAt(terminal, "send-keys", key);
    }
  }

  @Test
  void theTableFollowsWhatHappensAndItsKeysAct() throws Exception {
    bench().spawn("one", "sleep", "1000");
    bench().spawn("two", "sh", "-c", "echo I am two; exec sleep 1000");
    StringBuilder words = new StringBuilder("env -u TMUX -u TMUX_PANE");
    bench().launcher().environment().forEach((n, v) -> words.append(" '" + n + "=" + v + "'"));
    Path terminal = bench().socket("outer");
    String command =
        words + " " + Launcher.program() + " watch; echo left with $?; exec sleep 1000";
    bench()
        .tmuxAt(terminal, "new-session", "-d", "-x", "90", "-y", "20", "echo before; " + command);
    awaitScreen(terminal, "2●", "● running", "one", "two", "Enter attach");
    assertThat(screen(terminal)).doesNotContain("before");

    Running printing = bench().launcher().start("watch", "two");
    try {
      await().untilAsserted(() -> assertThat(printing.out()).content().contains("two  running"));
      long agent = bench().pidOf("two");
      ProcessHandle.of(agent).ifPresent(ProcessHandle::destroyForcibly);
      awaitScreen(terminal, "1● 1✕", "✕ failed");
      await().untilAsserted(() -> assertThat(printing.out()).content().contains("\n\nWORKER"));
      assertThat(printing.out()).content().doesNotContain("one");
    } finally {
      printing.process().destroy();
    }

    press(terminal, "/", "t", "w", "o", "Enter");
    awaitScreen(terminal, "1 with 'two'");
    assertThat(screen(terminal)).doesNotContain("one");
    press(terminal, "r");
    awaitScreen(terminal, "restart two? y/n");
    press(terminal, "y");
    awaitScreen(terminal, "2●", "● running");
    press(terminal, "l");
    awaitScreen(terminal, "last lines of two", "I am two");
    bench().tmuxAt(terminal, "resize-window", "-x", "40", "-y", "8");
    await().untilAsserted(() -> assertThat(screen(terminal).lines()).hasSizeLessThanOrEqualTo(8));
    awaitScreen(terminal, "2●", "Enter attach");

    bench().launcher().servers().forEach(ProcessHandle::destroyForcibly);
    awaitScreen(terminal, "sup:down");
    press(terminal, "q");
    awaitScreen(terminal, "before", "left with 0");
  }
}
