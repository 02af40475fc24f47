package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookIT extends OnBench {
  @Test
  void everyWorkerHasARowAndADeletedOneDropsOut() throws Exception {
    bench().spawn("crew/dave", "sleep", "1000");
    Path second = Bench.rootWithWorker(bench().launcher().world().resolve("second"));
    bench()
        .run(
            "spawn",
            "--settle",
            "0s",
            "--session",
            "w2",
            "--root",
            second.toString(),
            "w",
            "--",
            "sleep",
            "1000")
        .orFail();
    Result list = bench().run("ls").orFail();
    assertThat(list.out().lines().map(line -> line.replaceFirst(" .*", "")))
        .containsExactly("WORKER", "crew/dave", "w");
    assertThat(list.out())
        .contains("" + bench().pidOf("crew/dave"), "running", second.resolve("w").toString());
    assertThat(bench().run("list", "--root", second.toString()).out()).doesNotContain("crew/dave");

    JsonNode row = bench().data("list").at("/workers/0");
    assertThat(row.path("worker").asText()).isEqualTo("crew/dave");
    assertThat(row.path("verdict").asText()).isEqualTo("held");
    assertThat(row.path("desired").asText()).isEqualTo("up");
    assertThat(row.at("/process/answer").asText()).isEqualTo("alive");
    assertThat(row.at("/session/answer").asText()).isEqualTo("there");

    bench().run("stop", "crew/dave").orFail();
    Path here = bench().root().resolve("crew/dave");
    assertThat(new ProcessBuilder("rm", "-r", here.toString()).start().waitFor()).isZero();
    assertThat(bench().data("list").path("workers")).hasSize(1);
  }

  @Test
  void aWorkerIsFoundFromAnywhereUntilTwoBearItsName() throws Exception {
    bench().spawn("w", "sleep", "1000");
    Path world = bench().launcher().world();
    assertThat(bench().launcher().runIn(world, "why", "w").orFail().out()).contains("w is held: ");
    Files.createDirectories(world.resolve("second/w"));
    bench()
        .run(
            "spawn",
            "--settle",
            "0s",
            "--session",
            "w2",
            "--root",
            world + "/second",
            "w",
            "--",
            "sleep",
            "1000")
        .orFail();
    Result both = bench().launcher().runIn(world, "why", "w");
    assertThat(both.exit()).isEqualTo(4);
    assertThat(both.err()).contains(bench().root().toString(), world + "/second", "--root DIR");
    assertThat(bench().launcher().runIn(world, "why", "nobody").exit()).isEqualTo(3);
  }

  @Test
  void whyShowsLockProcessAndSessionWithHowAndWhen() throws Exception {
    bench().spawn("w", "sleep", "1000");
    long pid = bench().pidOf("w");
    String out = bench().run("why", "w").orFail().out();
    assertThat(out)
        .contains("w is held: pid " + pid + " runs and started at tick ", "wanted up, generation 1")
        .contains("lock  " + bench().lock("w"), "generation       1", "looked at", "read at")
        .contains("session w ($0) has pane %0 running it");
    JsonNode why = bench().data("why", "w");
    assertThat(why.at("/lock/ours").asBoolean()).isTrue();
    assertThat(why.at("/session/pane").asText()).isEqualTo("agent");
    for (String leg : List.of("process", "session")) {
      assertThat(why.path(leg).path("how").asText()).isNotBlank();
      java.time.Instant.parse(why.path(leg).path("looked_at").asText());
    }
  }

  @Test
  void captureShowsTheLastLines() throws Exception {
    bench().spawn("w", "sh", "-c", "seq 1 90; echo; echo ready; exec sleep 1000");
    await().until(() -> bench().run("capture", "w").orFail().out().contains("ready"));
    assertThat(bench().run("capture", "w", "-n", "3").orFail().out()).isEqualTo("90\n\nready\n");
    assertThat(bench().data("capture", "w", "-n", "1").path("lines").get(0).asText())
        .isEqualTo("ready");
    assertThat(bench().run("capture", "w").orFail().out()).hasLineCount(50);
    assertThat(bench().run("capture", "w", "-n", "0").exit()).isEqualTo(2);
    bench().run("stop", "w").orFail();
    assertThat(bench().json(3, "capture", "w").at("/error/code").asText()).isEqualTo("NO_SESSION");
  }

  /** Red when a line is printed as it is. */
  @Test
  void controlCharactersOfOthersNeverReachTheTerminal() throws Exception {
    bench().worker("w");
    bench().tmux("new-session", "-d", "-s", "x", "sleep 1000");
    String evil = "\u001b[31mred\u0007\u009b2J\u202e";
    bench().strangersLock("w", 4_000_000, evil, java.time.Instant.now());
    for (List<String> words :
        List.of(
            List.of("why", "w"),
            List.of("lock", "show", "w"),
            List.of("spawn", "-n", "w", "--", "sleep", "1", evil),
            List.of("lock", "release", "w"),
            List.of("spawn", evil),
            List.of(evil),
            List.of("why", "--" + evil))) {
      Result result = bench().run(words.toArray(String[]::new));
      assertThat(result.out() + result.err())
          .as("%s", words)
          .isNotBlank()
          .doesNotContain("\u001b")
          .doesNotContain("\u0007")
          .doesNotContain("\u009b")
          .doesNotContain("\u202e");
    }
  }

  @Test
  void whatIsNotUnderstoodIsRefusedWithAHint() throws Exception {
    for (String line :
        List.of(
            "frobnicate",
            "spawn --frobnicate w",
            "list extra",
            "stop",
            "lock",
            "lock frobnicate",
            "server",
            "",
            "stop --timeout soon w",
            "wait w",
            "wait --until held w",
            "runs")) {
      Result result = bench().run(line.isEmpty() ? new String[0] : line.split(" ", -1));
      assertThat(result.exit()).as("%s: %s", line, result).isEqualTo(2);
      assertThat(result.err()).startsWith("supervisor: ").contains("--help");
      assertThat(result.out()).isEmpty();
    }
    assertThat(bench().json(2, "stop", "--frobnicate").at("/error/code").asText())
        .isEqualTo("USAGE");
    assertThat(bench().run("spawn", "--frobnicate", "w", "--", "x", "--json").out()).isEmpty();
  }

  @Test
  void helpActsOnNothing() throws Exception {
    for (String verb :
        List.of(
            "",
            "spawn",
            "list",
            "ls",
            "why",
            "attach",
            "capture",
            "stop",
            "wait",
            "runs",
            "lock",
            "lock show",
            "lock release",
            "lock acquire",
            "locks",
            "locks clean",
            "collisions",
            "scan",
            "doctor",
            "hold",
            "worktree",
            "worktree list",
            "worktree remove",
            "adopt",
            "up",
            "down",
            "status",
            "restart",
            "recover",
            "watch",
            "events",
            "status-line",
            "status-line enable",
            "status-line disable",
            "status-line doctor",
            "server",
            "server enable",
            "server disable",
            "server status",
            "server stop",
            "server run",
            "version")) {
      Result help = bench().run((verb + " --help").strip().split(" ", -1)).orFail();
      assertThat(help.out()).as(verb).contains("Usage: supervisor");
      assertThat(help.err()).isEmpty();
    }
    bench().worker("w");
    bench().run("spawn", "w", "--help").orFail();
    assertThat(bench().root().resolve("w")).isEmptyDirectory();
    assertThat(bench().socket()).doesNotExist();
  }

  @Test
  void theServerTellsOfItselfAndEnds() throws Exception {
    assertThat(bench().data("version").path("version").asText()).isNotBlank();
    assertThat(bench().run("version").out()).startsWith("supervisor ");
    bench().spawn("w", "sleep", "1000");
    long server = bench().data("server", "status").path("pid").asLong();
    assertThat(bench().run("server", "status").out()).contains("pid      " + server);
    bench().run("server", "stop").orFail();
    await().until(() -> bench().launcher().servers().isEmpty());
    assertThat(Bench.lives(bench().pidOf("w"))).isTrue();
    assertThat(bench().verdict("w")).isEqualTo("held");
  }
}
