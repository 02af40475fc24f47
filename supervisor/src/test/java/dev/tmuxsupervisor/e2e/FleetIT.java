package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class FleetIT extends OnBench {
  private static final String FLEET =
      """
      [worker."crew/*"]
      command = ["sleep", "1000"]
      restart = "never"
      pass_env = ["HELD_SECRET"]
      env = { TOLD = "$HOME" }
      [worker."crew/dave"]
      directory = "create"
      session = "main"
      """;

  @Test
  void aFleetGoesUpIsComparedAndGoesDown() throws Exception {
    bench().launcher().with("HELD_SECRET", "s3cret-passed");
    bench().worker("crew/ann");
    bench().worker("crew/bob");
    write(FLEET);
    assertThat(outcomes(bench().data("up", "--dry-run"))).containsOnly("would_start");
    assertThat(bench().root().resolve("crew/dave")).doesNotExist();

    Result up = bench().run("up", "--settle", "0s").orFail();
    assertThat(up.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("crew/ann started: pid "),
            line -> assertThat(line).startsWith("crew/bob started: pid "),
            line -> assertThat(line).startsWith("crew/dave started: pid "));
    assertThat(bench().lockOf("crew/dave").path("session_id").asText()).isEqualTo("main");
    assertThat(Files.readString(Path.of("/proc/" + bench().pidOf("crew/ann") + "/environ")))
        .contains("HELD_SECRET=s3cret-passed\0", "TOLD=$HOME\0");
    bench().launcher().without("HELD_SECRET");
    assertThat(bench().run("status").orFail().out()).containsPattern("crew/ann +up +running +-\n");
    assertThat(outcomes(bench().data("up"))).containsOnly("already_there");

    endSession("crew/ann");
    Files.delete(bench().lock("crew/bob"));
    assertThat(differences("crew/ann")).hasSize(1).first().asString().contains("never to restart");
    // The sweep gives it back.
    await().atMost(30, TimeUnit.SECONDS).until(() -> Files.exists(bench().lock("crew/bob")));
    assertThat(bench().json(2, "up", "crew/ann", "--root", "" + bench().root()).has("data"))
        .as("HELD_SECRET is not there any more")
        .isTrue();
    bench().launcher().with("HELD_SECRET", "s3cret-passed");
    assertThat(outcomes(bench().data("up", "crew/{ann,bob}", "--settle", "0s")))
        .containsExactly("started", "already_there");

    write(FLEET.replace("1000", "2000"));
    long pid = bench().pidOf("crew/dave");
    assertThat(bench().run("up", "crew/dave").orFail().out())
        .contains(
            "already there: pid " + pid,
            "differs from supervisor.toml (command): to apply it, stop and up");
    assertThat(differences("crew/dave")).hasSize(1).first().asString().contains("(command)");

    bench().spawn("extra", "sleep", "1000");
    assertThat(outcomes(bench().data("down", "-n"))).containsOnly("would_stop");
    JsonNode down = bench().json(0, "down");
    assertThat(outcomes(down.path("data"))).containsExactly("stopped", "stopped", "stopped");
    assertThat(down.at("/warnings/0").asText()).contains("extra is not in supervisor.toml");
    assertThat(Bench.lives(pid)).isFalse();
    assertThat(Bench.lives(bench().pidOf("extra"))).isTrue();
    assertThat(bench().run("status").orFail().out()).containsPattern("crew/dave +down +stopped +-");
  }

  /** Nobody is spared by what is wrong with another, and the worst is the exit code. */
  @Test
  void whatIsWrongWithOneIsToldAndTheOthersStart() throws Exception {
    assertThat(bench().json(3, "up").at("/error/code").asText()).isEqualTo("NO_FLEET_FILE");
    write("[worker.fine]\ncommand = [\"sleep\", \"1\"]\nmax_restart = \"5/10m\"");
    for (String verb : List.of("up", "down", "status")) {
      JsonNode error = bench().json(2, verb).path("error");
      assertThat(error.path("code").asText()).isEqualTo("FLEET_FILE_INVALID");
      assertThat(error.path("hint").asText()).isEqualTo("did you mean max_restarts?");
    }
    assertThat(bench().run("spawn", "fine").err()).contains("max_restarts", "[worker.\"fine\"]");
    for (String name : List.of("bad", "fine", "lost")) {
      bench().worker(name);
    }
    write(
        """
        [worker."*"]
        command = ["sleep", "1000"]
        restart = "never"
        [worker.bad]
        command = ["sh", "-c", "echo no such model; exit 3"]
        [worker.gone]
        [worker.lost]
        command = ["sleeep"]
        """);
    JsonNode up = bench().json(5, "up", "--settle", "0s", "fine", "gone", "lost").path("data");
    assertThat(outcomes(up)).containsExactly("started", "failed", "failed");
    assertThat(up.at("/results/1/error/code").asText()).isEqualTo("NO_SUCH_DIRECTORY");
    assertThat(up.at("/results/2/error/code").asText()).isEqualTo("COMMAND_NOT_FOUND");
    assertThat(bench().lock("lost")).doesNotExist();
    Result bad = bench().run("up", "--settle", "20s", "bad");
    assertThat(bad.exit()).as("%s", bad).isEqualTo(7);
    assertThat(bad.err()).contains("bad ended at once, with exit status 3");
    assertThat(bench().json(3, "up", "no*").at("/error/code").asText()).isEqualTo("NO_SUCH_WORKER");
    write("");
    assertThat(bench().data("up").path("results")).isEmpty();
  }

  @Test
  void aSpawnTakesFromTheFileWhatTheCommandLineDoesNotSay() throws Exception {
    write(
        """
        [worker."w*"]
        command = ["sleep", "1000"]
        env = { A = "file", B = "file" }
        restart = "never"
        stop_timeout = "3s"
        """);
    bench().worker("w");
    bench().worker("other");
    bench().run("spawn", "--settle", "0s", "--env", "B=line", "--restart", "always", "w").orFail();
    JsonNode spec =
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readTree(bench().root().resolve("w/.runtime/worker.json").toFile());
    assertThat(spec.path("argv").toString()).isEqualTo("[\"sleep\",\"1000\"]");
    assertThat(spec.at("/environment/A").asText()).isEqualTo("file");
    assertThat(spec.at("/environment/B").asText()).isEqualTo("line");
    assertThat(spec.at("/policy/restart").asText()).isEqualTo("always");
    assertThat(spec.at("/policy/stop_timeout").asText()).isEqualTo("3s");
    assertThat(differences("w")).containsExactly("differs from supervisor.toml (env, restart)");

    bench().run("spawn", "--settle", "0s", "other").orFail();
    assertThat(Files.readString(Path.of("/proc/" + bench().pidOf("other") + "/cmdline")))
        .startsWith("/bin/sh\0");
  }

  private void write(String text) throws IOException {
    Files.writeString(bench().root().resolve("supervisor.toml"), text);
  }

  private void endSession(String worker) throws Exception {
    long pid = bench().pidOf(worker);
    bench().tmux("kill-session", "-t", "=" + worker);
    await().until(() -> !Bench.lives(pid));
  }

  private List<String> differences(String worker) throws Exception {
    JsonNode row = bench().json(1, "status", worker).at("/data/workers/0");
    return texts(row.path("differences"));
  }

  private static List<String> outcomes(JsonNode data) {
    return StreamSupport.stream(data.path("results").spliterator(), false)
        .map(result -> result.path("outcome").asText())
        .toList();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
