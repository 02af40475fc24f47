package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdoptIT extends OnBench {
  private long pane(String target) throws Exception {
    return Long.parseLong(bench().tmux("display-message", "-p", "-t", target, "#{pane_pid}"));
  }

  private void session(String name, Path directory, String... agent) throws Exception {
    String[] words = new String[6 + agent.length];
    System.arraycopy(
        new String[] {"new-session", "-d", "-s", name, "-c", "" + directory}, 0, words, 0, 6);
    System.arraycopy(agent, 0, words, 6, agent.length);
    bench().tmux(words);
  }

  @Test
  void anAgentThatRunsGetsALockAndIsKeptStartedAgainAndStoppedLikeAnyOther() throws Exception {
    session("mine", bench().worker("crew/dave"), "sleep", "1000");
    long pid = pane("=mine:");
    Result adopted = bench().run("adopt", "mine", "crew/dave", "--restart", "never").orFail();
    assertThat(adopted.out())
        .contains("crew/dave adopted", "session     mine ($0 on " + bench().socket() + ")")
        .contains("pane        %0", "pid         " + pid, "generation  1");
    assertThat(adopted.err()).isEmpty();
    assertThat(bench().verdict("crew/dave")).isEqualTo("held");
    assertThat(pane("=mine:")).isEqualTo(pid);

    assertThat(bench().run("spawn", "crew/dave", "--", "sleep", "9").exit()).isEqualTo(4);
    bench().worker("other");
    JsonNode taken = bench().json(4, "adopt", "mine", "other");
    assertThat(taken.at("/error/code").asText()).isEqualTo("PANE_TAKEN");
    assertThat(taken.at("/error/message").asText()).contains("crew/dave");
    assertThat(bench().verdict("crew/dave")).isEqualTo("held");
    assertThat(bench().lock("other")).doesNotExist();
    assertThat(bench().json(4, "adopt", "mine", "crew/dave").at("/error/code").asText())
        .isEqualTo("LOCK_HELD");

    bench().run("stop", "--kill", "crew/dave").orFail();
    assertThat(Bench.lives(pid)).isFalse();
    assertThat(bench().lock("crew/dave")).doesNotExist();
    assertThat(bench().run("events", "crew/dave").orFail().out()).contains("adopt     adopted");
  }

  /** Red when Stopper does not look at the mark of an adopted pane: all of "mine" is ended. */
  @Test
  void onePaneOfSeveralIsNamedByItsIdAndTheOthersStayTheUsers() throws Exception {
    Path here = bench().worker("w");
    session("mine", here, "sleep", "1000");
    bench().tmux("split-window", "-d", "-t", "=mine:", "-c", "" + here, "sleep", "1001");
    Result several = bench().run("adopt", "mine", "w");
    assertThat(several.exit()).isEqualTo(4);
    assertThat(several.err()).contains("2 panes: %0 (sleep), %1 (sleep)", "adopt %0 w");

    JsonNode data = bench().data("adopt", "%0", "w");
    assertThat(data.path("outcome").asText()).isEqualTo("adopted");
    assertThat(data.path("pane_id").asText()).isEqualTo("%0");
    long users = pane("%1");
    bench().run("stop", "--kill", "w").orFail();
    assertThat(Bench.lives(users)).isTrue();
    assertThat(bench().verdict("w")).isEqualTo("free");
    assertThat(bench().tmux("list-panes", "-a", "-F", "#{pane_id}")).isEqualTo("%1");
  }

  @Test
  void whatCannotBeAdoptedIsSaidAndNothingIsWritten() throws Exception {
    Path here = bench().worker("w");
    session("mine", here, "sleep", "1000");
    for (String none : new String[] {"min", "mine:", "$7", "%7", "*", "", "=mine"}) {
      Result refused = bench().run("adopt", "--", none, "w");
      assertThat(refused.exit()).as("%s", refused).isEqualTo(3);
    }
    assertThat(bench().run("adopt", "mine", "../w").exit()).isEqualTo(2);
    assertThat(bench().run("adopt", "mine", "nobody").exit()).isEqualTo(3);
    assertThat(here.resolve(".runtime")).doesNotExist();

    bench().strangersLock("other", pane("=mine:"), "elsewhere", Instant.now());
    bench().data("lock", "show", "other");
    Result shown = bench().run("list");
    assertThat(shown.exit()).isZero();

    bench().tmux("set-option", "-w", "-t", "=mine:", "remain-on-exit", "on");
    bench().launcher().script("kill -9 " + pane("=mine:")).orFail();
    await().until(() -> bench().tmux("list-panes", "-a", "-F", "#{pane_dead}").equals("1"));
    Result dead = bench().run("adopt", "mine", "w");
    assertThat(dead.exit()).isEqualTo(3);
    assertThat(dead.err()).contains("has ended");
  }

  @Test
  void whatItsUserMayNotHaveMeantIsAWarning() throws Exception {
    session("shell", bench().launcher().world(), "sh");
    Result shell = bench().run("adopt", "shell", "a", "--create").orFail();
    assertThat(shell.err())
        .contains("warning: it runs in " + bench().launcher().world())
        .contains("own program is the shell sh");
    session("gone", bench().worker("b"), "sleep", "1000");
    JsonNode json = bench().json(0, "adopt", "gone", "b", "--", "no-such-program", "-x");
    assertThat(json.path("warnings")).hasSize(1);
    assertThat(json.path("warnings").get(0).asText()).contains("no-such-program");
  }
}
