package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpawnIT extends OnBench {
  private static final String WRITE_ENV = "env > env.new; mv env.new env; exec sleep 1000";

  @Test
  void whatWasStartedIsPrintedAndASecondSpawnNamesTheHolder() throws Exception {
    Result first = bench().spawn("crew/dave", "sleep", "1000");
    JsonNode lock = bench().lockOf("crew/dave");
    long pid = lock.path("pid").asLong();
    assertThat(first.out())
        .contains("crew/dave started", "session     crew/dave ($0 on " + bench().socket() + ")")
        .contains("pane        %0", "pid         " + pid, "generation  1")
        .contains("lock        " + bench().lock("crew/dave"), "supervisor attach crew/dave");
    assertThat(Files.readString(Path.of("/proc/" + pid + "/cmdline")))
        .isEqualTo("sleep\0" + "1000\0");
    assertThat(lock.path("session_id").asText()).isEqualTo("crew/dave");
    assertThat(lock.path("hostname").isTextual() && lock.path("acquired_at").isTextual()).isTrue();

    Result second = bench().run("spawn", "crew/dave", "--", "sleep", "1000");
    assertThat(second.exit()).isEqualTo(4);
    assertThat(second.err())
        .contains("pid " + pid, "session crew/dave ($0", ", for ", "supervisor attach crew/dave");
    JsonNode error = bench().json(4, "spawn", "crew/dave", "--", "sleep", "1000");
    assertThat(error.at("/error/code").asText()).isEqualTo("LOCK_HELD");
    assertThat(bench().run("spawn", "--if-absent", "crew/dave", "--", "sleep", "1000").exit())
        .isZero();
    assertThat(bench().data("spawn", "--if-absent", "crew/dave").path("pid").asLong())
        .isEqualTo(pid);
    assertThat(bench().tmux("list-panes", "-a", "-F", "#{pane_pid}")).isEqualTo("" + pid);
  }

  @Test
  void theWordsOfTheAgentArriveAsTheyAreAndSoDoesItsSurrounding() throws Exception {
    bench().launcher().with("HELD_SECRET", "s3cret-passed").with("NOT_FOR_AGENTS", "s3cret-kept");
    Path here = bench().worker("a");
    Files.writeString(
        here.resolve("show"),
        "#!/bin/sh\nprintf '<%s>' \"$@\" > words.new\nmv words.new words\n" + WRITE_ENV + "\n");
    Files.setPosixFilePermissions(
        here.resolve("show"), PosixFilePermissions.fromString("rwx------"));
    bench()
        .run(
            "spawn",
            "--settle",
            "0s",
            "--env",
            "TOLD=s3cret-told",
            "--env",
            "HELD_SECRET",
            "--session",
            "other",
            "a",
            "--",
            "./show",
            "-x",
            "--json",
            "--",
            "@notes.md",
            "",
            "a b",
            "#(touch X)",
            "end;",
            "é\n$HOME")
        .orFail();
    assertThat(bench().awaitText(here.resolve("words")))
        .isEqualTo("<-x><--json><--><@notes.md><><a b><#(touch X)><end;><é\n$HOME>");
    List<String> env = bench().awaitText(here.resolve("env")).lines().toList();
    String path = System.getenv("PATH");
    assertThat(env)
        .contains(
            "PATH=" + path,
            "SUPERVISOR_WORKER=a",
            "SUPERVISOR_GENERATION=1",
            "TOLD=s3cret-told",
            "HELD_SECRET=s3cret-passed");
    assertThat(env).anyMatch(line -> line.matches("SUPERVISOR_RUN=[0-9a-f]{32}"));
    assertThat(env)
        .noneMatch(line ->
            line.startsWith("NOT_FOR_AGENTS")
                || line.startsWith("SUPERVISOR_LIB")
                || line.startsWith("SUPERVISOR_JAVA")
                || line.startsWith("SUPERVISOR_TMUX_SOCKET"));
    secretsStandNowhereElse();
  }

  private void secretsStandNowhereElse() throws Exception {
    assertThat(bench().tmux("show-environment", "-g")).doesNotContain("s3cret");
    assertThat(bench().tmux("show-environment", "-t", "=other:")).doesNotContain("s3cret");
    assertThat(bench().lock("a")).content().doesNotContain("s3cret");
    long server = Long.parseLong(bench().tmux("display-message", "-p", "#{pid}"));
    assertThat(Files.readString(Path.of("/proc/" + server + "/cmdline"))).doesNotContain("s3cret");
    assertThat(Files.readString(Path.of("/proc/" + server + "/environ"))).doesNotContain("s3cret");
    try (Stream<Path> files = Files.walk(bench().launcher().state())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).as("%s", file).doesNotContain("s3cret");
      }
    }
    Path spec = bench().root().resolve("a/.runtime/worker.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spec)))
        .isEqualTo("rw-------");
  }

  @Test
  void aWorkersDirectoryIsFoundOrRefused() throws Exception {
    Path town = bench().root();
    refused(3, "--create", "spawn", "crew/dave", "--", "sleep", "1000");
    assertThat(town.resolve("crew")).doesNotExist();
    assertThat(bench().run("spawn", "-n", "--create", "crew/dave", "--", "sleep", "9").exit())
        .isZero();
    assertThat(town.resolve("crew")).doesNotExist();
    bench().run("spawn", "--settle", "0s", "--create", "crew/dave", "--", "sleep", "1000").orFail();
    assertThat(town.resolve("crew/dave/.runtime/agent.lock")).exists();

    refused(5, "sleeep", "spawn", "crew/dave", "--", "sleeep");
    for (String name :
        List.of("a.b", "../x", "/x", "a:b", "-", "a//b", "a/b/c/d/e", "", "#(touch X)")) {
      refused(2, "no worker's name", "spawn", "--", name);
    }
    Files.createDirectory(town.resolve("real"));
    Files.createSymbolicLink(town.resolve("out"), bench().launcher().world());
    refused(2, "outside", "spawn", "out", "--", "sleep", "1");
    refused(2, "outside", "spawn", "--create", "out/new", "--", "sleep", "1");
    Files.createFile(town.resolve("file"));
    refused(3, "not a directory", "spawn", "file", "--", "sleep", "1");
  }

  private void refused(int exit, String part, String... words) throws Exception {
    Result result = bench().run(words);
    assertThat(result.exit()).as("%s", result).isEqualTo(exit);
    assertThat(result.err()).startsWith("supervisor: ").contains(part);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void theRootIsTheOneNamedElseTheVariablesElseTheNearestWithAFleet() throws Exception {
    Path world = bench().launcher().world();
    Path named = Bench.rootWithWorker(world.resolve("named"));
    Path variable = Bench.rootWithWorker(world.resolve("variable"));
    Path fleet = Bench.rootWithWorker(world.resolve("fleet"));
    Path deep = Bench.rootWithWorker(fleet.resolve("x/y"));
    Files.createFile(fleet.resolve("supervisor.toml"));
    assertThat(plan(deep)).contains(fleet + "/w/.runtime/worker.json");
    bench().launcher().with("SUPERVISOR_ROOT", variable.toString());
    assertThat(plan(deep)).contains(variable + "/w/.runtime/worker.json");
    assertThat(plan(deep, "--root", named.toString())).contains(named + "/w/.runtime/worker.json");
    assertThat(bench().run("spawn", "-n", "--root", "/nowhere", "w", "--", "sleep", "1").exit())
        .isEqualTo(3);
  }

  private String plan(Path directory, String... options) throws Exception {
    List<String> words = new java.util.ArrayList<>(List.of("spawn", "-n"));
    words.addAll(List.of(options));
    words.addAll(List.of("w", "--", "sleep", "1"));
    return bench().launcher().runIn(directory, words.toArray(String[]::new)).orFail().out();
  }

  @Test
  void aDryRunChangesNothingAndHidesSecrets() throws Exception {
    Path here = bench().worker("w");
    Result result =
        bench().run("spawn", "--dry-run", "--env", "KEY=s3cret", "w", "--", "sleep", "1");
    assertThat(result.orFail().out())
        .contains("new-session", "worker.json")
        .doesNotContain("s3cret");
    assertThat(bench().data("spawn", "-n", "w", "--", "sleep", "1").path("verdict").asText())
        .isEqualTo("free");
    assertThat(here).isEmptyDirectory();
    assertThat(bench().socket()).doesNotExist();
    assertThat(bench().data("list").path("workers")).isEmpty();
  }

  @Test
  void anAgentThatEndsAtOnceIsToldWithItsLastLines() throws Exception {
    bench().worker("w");
    Result failed =
        bench()
            .run(
                "spawn",
                "--settle",
                "20s",
                "--restart",
                "never",
                "w",
                "--",
                "sh",
                "-c",
                "echo no such model; exit 3");
    assertThat(failed.exit()).isEqualTo(7);
    assertThat(failed.err()).contains("ended at once, with exit status 3", "| no such model");
    String pane = bench().lockOf("w").at("/supervisor/tmux_pane").asText();
    assertThat(bench().verdict("w")).isEqualTo("orphaned_session");

    Result signalled =
        bench()
            .run(
                "spawn",
                "--settle",
                "20s",
                "--restart",
                "never",
                "w",
                "--",
                "sh",
                "-c",
                "kill -9 $$");
    assertThat(signalled.exit()).isEqualTo(7);
    assertThat(signalled.err()).contains("ended at once, by signal 9");
    JsonNode fine =
        bench()
            .data(
                "spawn",
                "--settle",
                "20s",
                "--restart",
                "never",
                "w",
                "--",
                "sh",
                "-c",
                "echo done");
    assertThat(fine.path("ended").asBoolean()).isTrue();
    assertThat(fine.path("exit_status").asInt(-1)).isZero();
    assertThat(fine.path("generation").asInt()).isEqualTo(3);
    assertThat(fine.path("pane_id").asText()).isEqualTo(pane);
    assertThat(fine.path("session_id").asText()).isEqualTo("$0");
    assertThat(bench().tmux("show-options", "-pv", "-t", pane, "@supervisor_generation"))
        .isEqualTo("3");
  }

  @Test
  void withoutACommandTheUsersShellRuns() throws Exception {
    bench().worker("w");
    bench().run("spawn", "--settle", "0s", "w").orFail();
    assertThat(Files.readString(Path.of("/proc/" + bench().pidOf("w") + "/cmdline")))
        .startsWith("/bin/sh\0");
  }

  @Test
  void aLostLockIsWrittenAgainForTheSameAgent() throws Exception {
    bench().spawn("w", "sleep", "1000");
    long pid = bench().pidOf("w");
    Files.delete(bench().lock("w"));
    assertThat(bench().run("spawn", "w", "--", "sleep", "1000").exit()).isEqualTo(4);
    await().until(() -> Files.exists(bench().lock("w")));
    assertThat(bench().pidOf("w")).isEqualTo(pid);
    assertThat(bench().verdict("w")).isEqualTo("held");
  }

  @Test
  void aDamagedWorkerFileIsNamedAndKept() throws Exception {
    bench().spawn("w", "sleep", "1000");
    Path spec = bench().root().resolve("w/.runtime/worker.json");
    Files.writeString(spec, "{");
    for (String[] words :
        List.of(
            new String[] {"spawn", "w"}, new String[] {"stop", "w"}, new String[] {"why", "w"})) {
      JsonNode error = bench().json(1, words);
      assertThat(error.at("/error/code").asText()).isEqualTo("WORKER_FILE_DAMAGED");
      assertThat(error.at("/error/message").asText())
          .contains(spec.toString())
          .doesNotContain("Exception");
    }
    assertThat(spec).hasContent("{");
  }

  @Test
  void nothingThatAUserWritesIsRunAsAFormat() throws Exception {
    Path world = bench().launcher().world();
    Path trap = world.resolve("X");
    String touch = "#(touch " + trap + ")";
    String slashless = "#(touch X)";
    Path town = Bench.rootWithWorker(world.resolve("t " + slashless + ""));
    Path socket = bench().socket("s" + slashless);
    bench()
        .run(
            "spawn",
            "--settle",
            "0s",
            "--root",
            town.toString(),
            "--tmux-socket",
            socket.toString(),
            "--env",
            "A=" + touch,
            "w",
            "--",
            "sh",
            "-c",
            "exec sleep 1000",
            touch)
        .orFail();
    assertThat(bench().run("spawn", "--session", touch, "--root", town.toString(), "w").exit())
        .isEqualTo(2);
    assertThat(bench().run("spawn", touch).exit()).isEqualTo(2);
    bench().run("why", "--root", town.toString(), "w").orFail();
    bench().run("stop", "--root", town.toString(), "w").orFail();
    await().during(java.time.Duration.ofMillis(300)).until(() -> Files.notExists(trap));
    try (Stream<Path> files = Files.walk(world)) {
      assertThat(files).noneMatch(file -> file.endsWith("X"));
    }
  }
}
