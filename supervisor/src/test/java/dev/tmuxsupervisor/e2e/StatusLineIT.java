package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The segment as a person sees it: in a client that is attached. */
class StatusLineIT extends OnBench {
  @Test
  void anAttachedClientShowsWhatItsServerHas() throws Exception {
    bench().tmux("new-session", "-d", "-s", "work");
    try (AttachedClient client = AttachedClient.to(bench().launcher(), bench().socket())) {
      AttachedClient.await().untilAsserted(() -> assertThat(client.screen()).contains("[work]"));
    }
  }
}
