package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StopIT extends OnBench {
  private boolean hasSession() throws Exception {
    return bench().tmux("list-sessions", "-F", "#{session_name}").lines().anyMatch("w"::equals);
  }

  private void isDown() throws Exception {
    assertThat(bench().lock("w")).doesNotExist();
    assertThat(hasSession()).isFalse();
    JsonNode why = bench().data("why", "w");
    assertThat(why.path("verdict").asText()).isEqualTo("free");
    assertThat(why.path("desired").asText()).isEqualTo("down");
  }

  @Test
  void anAgentThatLeavesAtTermIsNotKilled() throws Exception {
    Path said = bench().worker("w").resolve("said");
    bench()
        .spawn(
            "w",
            "sh",
            "-c",
            "trap 'echo bye > said; exit 0' TERM; echo > up; while :; do sleep 0.05; done");
    bench().awaitText(bench().root().resolve("w/up"));
    long pid = bench().pidOf("w");
    Result stopped = bench().run("stop", "w").orFail();
    assertThat(stopped.out())
        .contains("w stopped", pid + " (sh)", "session  w", "lock     released");
    assertThat(stopped.out()).doesNotContain("killed");
    assertThat(said).hasContent("bye");
    assertThat(Bench.lives(pid)).isFalse();
    isDown();

    Result again = bench().run("stop", "w").orFail();
    assertThat(again.out()).contains("w was not running");
    assertThat(bench().data("stop", "w").path("outcome").asText()).isEqualTo("nothing_ran");
  }

  /** Red when the wish is written first: the supervisor of that container would carry it out. */
  @Test
  void whatRunsInAnotherContainerIsLeftUp() throws Exception {
    bench().spawn("w", "sleep", "1000");
    String ours = Files.readString(bench().lock("w"));
    ObjectNode lock = (ObjectNode) bench().lockOf("w");
    ((ObjectNode) lock.path("supervisor")).put("pid_namespace", "pid:[1]");
    Files.writeString(bench().lock("w"), lock.toString());

    assertThat(bench().json(4, "stop", "w").at("/error/code").asText()).isEqualTo("LOCK_FOREIGN");
    assertThat(bench().data("why", "w").path("desired").asText()).isEqualTo("up");

    Files.writeString(bench().lock("w"), ours);
    assertThat(bench().verdict("w")).isEqualTo("held");
  }

  @Test
  void anAgentThatIgnoresTermIsKilledAfterTheTimeout() throws Exception {
    bench().spawn("w", "sh", "-c", "trap '' TERM; echo > up; while :; do sleep 0.05; done");
    bench().awaitText(bench().root().resolve("w/up"));
    long pid = bench().pidOf("w");
    JsonNode stopped = bench().data("stop", "--timeout", "200ms", "w");
    assertThat(stopped.path("killed").asBoolean()).isTrue();
    assertThat(stopped.path("ended").toString()).contains("\"pid\":" + pid);
    assertThat(Bench.lives(pid)).isFalse();
    isDown();
  }

  @Test
  void killGivesNoTimeToLeave() throws Exception {
    Path said = bench().worker("w").resolve("said");
    bench()
        .spawn(
            "w",
            "sh",
            "-c",
            "trap 'echo bye > said; exit 0' TERM; echo > up; while :; do sleep 0.05; done");
    bench().awaitText(bench().root().resolve("w/up"));
    bench().run("stop", "--kill", "w").orFail();
    assertThat(said).doesNotExist();
    isDown();
  }

  /** Red without the marker in the environment: a double fork leaves terminal and family. */
  @Test
  void childrenThatLeftTheTerminalAreEndedAndStrangersAreNot() throws Exception {
    Process stranger =
        new ProcessBuilder("sleep", "1000").directory(bench().worker("w").toFile()).start();
    try {
      bench()
          .spawn(
              "w",
              "sh",
              "-c",
              "setsid sh -c 'echo $$ > one; exec sleep 1000' &"
                  + " (setsid sh -c '(echo $$; sh -c \"exec sleep 1001\" & echo $!) > two' &) ;"
                  + " nohup sleep 1002 > /dev/null 2>&1 & echo $! > three; wait; exec sleep 1000");
      Path here = bench().root().resolve("w");
      long one = Long.parseLong(bench().awaitText(here.resolve("one")).strip());
      long three = Long.parseLong(bench().awaitText(here.resolve("three")).strip());
      org.awaitility.Awaitility.await()
          .until(() -> bench().awaitText(here.resolve("two")).lines().count() == 2);
      long two = Long.parseLong(bench().awaitText(here.resolve("two")).lines().toList().getLast());
      assertThat(Bench.lives(one) && Bench.lives(two) && Bench.lives(three)).isTrue();
      String ended = bench().data("stop", "w").path("ended").toString();
      assertThat(ended).contains("\"pid\":" + one, "\"pid\":" + two, "\"pid\":" + three);
      assertThat(ended).doesNotContain("\"pid\":" + stranger.pid());
      assertThat(Bench.lives(one) || Bench.lives(two) || Bench.lives(three)).isFalse();
      assertThat(stranger.isAlive()).isTrue();
      isDown();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aWindowThatTheUserOpenedGoesWithTheSession() throws Exception {
    bench().spawn("w", "sleep", "1000");
    bench().tmux("new-window", "-t", "=w:", "sleep 1001");
    bench().tmux("new-session", "-d", "-s", "mine", "sleep 1002");
    bench().run("stop", "w").orFail();
    isDown();
    assertThat(bench().tmux("list-sessions", "-F", "#{session_name}")).isEqualTo("mine");
  }

  /** Red when the session that the pane is in now is ended. */
  @Test
  void ofAPaneThatWasMovedOnlyThePaneIsEnded() throws Exception {
    bench().spawn("w", "sleep", "1000");
    bench().tmux("new-session", "-d", "-s", "mine", "sleep 1002");
    bench().tmux("set-option", "-g", "-w", "remain-on-exit", "on");
    bench().tmux("join-pane", "-s", "%0", "-t", "=mine:");
    assertThat(bench().verdict("w")).isEqualTo("held");
    bench().run("stop", "w").orFail();
    isDown();
    assertThat(bench().tmux("list-panes", "-a", "-F", "#{session_name} #{pane_id}"))
        .isEqualTo("mine %1");
  }

  @Test
  void aDeadAgentsSessionIsEndedToo() throws Exception {
    bench().spawn("w", "sleep", "1000");
    ProcessHandle.of(bench().pidOf("w")).orElseThrow().destroyForcibly();
    org.awaitility.Awaitility.await().until(() -> bench().verdict("w").equals("orphaned_session"));
    Result stopped = bench().run("stop", "w").orFail();
    assertThat(stopped.out()).contains("nothing: it was over", "session  w");
    isDown();
  }

  @Test
  void aStrangersWorkerIsNotStopped() throws Exception {
    bench().worker("w");
    bench().tmux("new-session", "-d", "-s", "theirs", "sleep 1000");
    long pid = Long.parseLong(bench().tmux("list-panes", "-a", "-F", "#{pane_pid}"));
    bench().strangersLock("w", pid, "theirs", java.time.Instant.now());
    byte[] before = java.nio.file.Files.readAllBytes(bench().lock("w"));
    assertThat(bench().json(4, "stop", "w").at("/error/code").asText()).isEqualTo("LOCK_HELD");
    assertThat(bench().lock("w")).hasBinaryContent(before);
    assertThat(Bench.lives(pid)).isTrue();
  }
}
