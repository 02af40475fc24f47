package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The menu that the server publishes, opened by a key in a terminal of the least size. */
class MenuIT extends OnBench {
  private static void awaitScreen(AttachedClient client, String... texts) {
    AttachedClient.await().untilAsserted(() -> assertThat(client.screen()).contains(texts));
  }

  @Test
  void theServersMenuLeadsToAWorkerAndRunsTheProgramThatStartedIt() throws Exception {
    // The bench starts this tmux, so that what a menu runs does not build over the jars in use.
    bench().tmux("new-session", "-d", "-s", "home", "sleep", "1000");
    bench().spawn("crew/dave", "sleep", "1000");
    bench().tmux("bind-key", "-n", "F5", "run-shell", "-C", "#{@supervisor_menu}");
    AttachedClient.await()
        .untilAsserted(() ->
            assertThat(bench().tmux("show-options", "-gqv", "@supervisor_menu"))
                .contains("● crew/dave", Launcher.program().toString()));
    try (AttachedClient client =
        AttachedClient.to(bench().launcher(), bench().socket(), 80, 24, List.of("-t", "home"))) {
      client.press("F5");
      awaitScreen(client, "● crew/dave  running", "watch");
      client.press("1");
      awaitScreen(client, "Go to it", "Why", "Restart", "Stop");
      client.press("w");
      awaitScreen(client, "crew/dave", "running", "┐");
      client.press("q");
      AttachedClient.await().untilAsserted(() -> assertThat(client.screen()).doesNotContain("┐"));
      client.press("F5");
      awaitScreen(client, "● crew/dave  running");
      client.press("1");
      awaitScreen(client, "Go to it");
      client.press("t");
      awaitScreen(client, "[crew/dave");
    }
  }
}
