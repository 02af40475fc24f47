package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An agent that keeps a conversation, as claude does: it ends at once where there is none. */
class ResumeIT extends OnBench {
  private static final String TALKER =
      """
      #!/bin/sh
      echo "$*" >> ../asked
      [ "$1" != --continue ] || [ -e ../talk ] || { echo 'No conversation found'; exit 1; }
      trap 'exit 143' TERM
      while :; do sleep 0.1; done
      """;

  @Test
  void aKilledAgentTakesUpItsConversationAndBeginsAnewWhereThereIsNone() throws Exception {
    fleet();
    bench().run("up", "--settle", "0s").orFail();
    awaitAsked("");
    // Nothing to take up: --continue ends at once, and the next start is the plain command.
    kill();
    awaitAsked("", "--continue", "");
    Files.createFile(bench().root().resolve("talk"));
    kill();
    awaitAsked("", "--continue", "", "--continue");
    bench().run("restart", "w").orFail();
    awaitAsked("", "--continue", "", "--continue", "--continue");
    assertThat(bench().run("status").orFail().out()).containsPattern("w +up +running +-");

    bench().run("stop", "w").orFail();
    bench().run("up", "--settle", "0s").orFail();
    awaitAsked("", "--continue", "", "--continue", "--continue", "");
  }

  @Test
  void anUnknownAgentIsRefusedAndTheKnownAreNamed() throws Exception {
    Files.writeString(bench().root().resolve("supervisor.toml"), "[worker.w]\nagent = \"codx\"\n");
    Launcher.Result refused = bench().run("up");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err())
        .contains("[worker.\"w\"]: agent: there is no agent codx", "did you mean codex?");
  }

  private void fleet() throws IOException {
    Path program = bench().root().resolve("talker");
    Files.writeString(program, TALKER);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        bench().root().resolve("supervisor.toml"),
        """
        [agent.talker]
        command = ["%1$s"]
        resume = ["%1$s", "--continue"]
        [worker.w]
        agent = "talker"
        directory = "create"
        backoff = "0s"
        """
            .formatted(program));
  }

  private void kill() throws Exception {
    long pid = bench().pidOf("w");
    bench().launcher().script("kill -9 " + pid).orFail();
    await().until(() -> !Bench.lives(pid));
  }

  /** The last of them runs. */
  private void awaitAsked(String... arguments) {
    Path asked = bench().root().resolve("asked");
    await()
        .atMost(60, TimeUnit.SECONDS)
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() -> {
          assertThat(Files.readAllLines(asked)).isEqualTo(List.of(arguments));
          assertThat(bench().data("list").at("/workers/0/state").asText()).isEqualTo("running");
        });
  }
}
