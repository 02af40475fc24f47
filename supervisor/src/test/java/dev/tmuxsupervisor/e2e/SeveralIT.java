package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Several workers in one command. */
class SeveralIT extends OnBench {
  @Test
  void aPatternStopsWhatItMatchesAndTheWorstExitCodeIsTold() throws Exception {
    for (String name : new String[] {"crew/a", "crew/b", "crew/x/y", "other"}) {
      bench().spawn(name, "sleep", "1000");
    }
    JsonNode results = bench().data("stop", "crew/*").path("results");
    assertThat(results.findValuesAsText("worker")).containsExactly("crew/a", "crew/b");
    assertThat(results.findValuesAsText("outcome")).containsExactly("stopped", "stopped");
    assertThat(bench().verdict("crew/x/y")).isEqualTo("held");

    bench().tmux("new-session", "-d", "-s", "theirs", "sleep 1000");
    long pid = Long.parseLong(bench().tmux("list-panes", "-t", "=theirs:", "-F", "#{pane_pid}"));
    bench().strangersLock("crew/b", pid, "theirs", Instant.now());
    Result mixed = bench().run("stop", "crew/**");
    assertThat(mixed.exit()).isEqualTo(4);
    assertThat(mixed.out().lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("crew/a was not running"))
        .contains("crew/x/y stopped");
    assertThat(mixed.err()).contains("crew/b is held by pid " + pid);
    assertThat(bench().lock("crew/b")).exists();
    assertThat(Bench.lives(pid)).isTrue();

    JsonNode told = bench().json(4, "stop", "crew/b", "crew/a").at("/data/results");
    assertThat(told.at("/0/error/code").asText()).isEqualTo("LOCK_HELD");
    assertThat(told.at("/0/ok").asBoolean()).isFalse();
    assertThat(told.at("/1/ok").asBoolean()).isTrue();
    assertThat(bench().verdict("other")).isEqualTo("held");

    // A name that leads nowhere keeps all the others from being touched.
    assertThat(bench().run("stop", "other", "nobody").exit()).isEqualTo(3);
    assertThat(bench().run("stop", "other", "crew/[").exit()).isEqualTo(2);
    Result nothing = bench().run("stop", "nobody/*");
    assertThat(nothing.exit()).isEqualTo(3);
    assertThat(nothing.err()).contains("matches 'nobody/*'", "supervisor list");
    assertThat(bench().launcher().runIn(bench().launcher().world(), "stop", "*").exit())
        .as("another root's workers")
        .isEqualTo(3);
    assertThat(bench().verdict("other")).isEqualTo("held");
  }

  /** Within the default of ten seconds the agent would leave by itself. */
  @Test
  void aStopWaitsAsLongAsTheWorkersPolicySays() throws Exception {
    bench().worker("w");
    bench()
        .run(
            "spawn",
            "--settle",
            "0s",
            "--stop-timeout",
            "0s",
            "w",
            "--",
            "sh",
            "-c",
            "trap 'sleep 1; exit 0' TERM; echo > ready; while :; do sleep 0.1; done")
        .orFail();
    bench().awaitText(bench().root().resolve("w/ready"));
    assertThat(bench().data("stop", "w").path("killed").asBoolean()).isTrue();
  }
}
