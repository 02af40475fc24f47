package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import dev.tmuxsupervisor.e2e.Launcher.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(value = Bench.STOPPED_SERVERS, mode = ResourceAccessMode.READ_WRITE)
class ScanIT extends OnBench {
  private static String names(JsonNode data) {
    StringBuilder names = new StringBuilder();
    data.path("workers").forEach(it -> names.append(it.path("worker").asText()).append(' '));
    return names.toString().strip();
  }

  @Test
  void whatIsFoundIsJudgedNamedAndKnownFromThenOn() throws Exception {
    bench().spawn("crew/dave", "sleep", "1000");
    Path index = bench().launcher().state().resolve("workers.jsonl");
    bench().strangersLock("rig/gone", 4_194_300, "nobody", Instant.parse("2026-01-01T00:00:00Z"));
    bench().strangersLock("node_modules/p", 4_194_300, "", Instant.parse("2026-01-01T00:00:00Z"));
    bench().strangersLock("a/b/c/d/e", 4_194_300, "", Instant.parse("2026-01-01T00:00:00Z"));
    Path fleet = Files.createDirectories(bench().root().resolve("deep/fleet"));
    Files.writeString(fleet.resolve("supervisor.toml"), "");
    bench().strangersLock("deep/fleet/eve", 1, "", Instant.now());
    Files.delete(index);
    String before = bench().run("list").orFail().out();
    assertThat(before).hasLineCount(1);

    JsonNode shown = bench().data("scan", "-n");
    assertThat(names(shown)).isEqualTo("crew/dave eve rig/gone");
    assertThat(shown.path("nameless").get(0).asText()).endsWith("/a/b/c/d/e");
    assertThat(shown.path("new")).hasSize(3);
    assertThat(shown.path("entries").asLong()).isPositive();
    assertThat(shown.at("/workers/0/verdict").asText()).isEqualTo("held");
    assertThat(shown.at("/workers/1/root").asText()).endsWith("/deep/fleet");
    assertThat(shown.at("/workers/2/verdict").asText()).isEqualTo("stale");
    assertThat(bench().run("list").orFail().out()).isEqualTo(before);

    Result found = bench().run("scan").orFail();
    assertThat(found.out()).contains("3 workers, 3 of them new; ").doesNotContain("\r", "\033");
    assertThat(found.err())
        .contains("/a/b/c/d/e has a lock or a worker.json", "supervisor scan ", "/a/b/c/d");
    assertThat(bench().run("list").orFail().out()).contains("crew/dave", "eve", "rig/gone");
    assertThat(Files.readAllLines(index)).hasSize(3);

    assertThat(names(bench().data("scan", "--no-skip", "--skip", "rig")))
        .isEqualTo("crew/dave eve node_modules/p rig/gone");
    assertThat(names(bench().data("scan"))).contains("node_modules/p");
    assertThat(Files.readAllLines(index)).hasSize(4);
    assertThat(names(bench().data("scan", "a/b", "a/b/c"))).isEqualTo("c/d/e");
    assertThat(bench().data("scan").path("nameless")).isEmpty();
  }

  @Test
  void whatCannotBeDoneIsSaidAndChangesNothing() throws Exception {
    assertThat(bench().json(3, "scan", "nowhere").at("/error/code").asText())
        .isEqualTo("NO_SUCH_DIRECTORY");
    assertThat(bench().run("scan", "--skip", "a/b").exit()).isEqualTo(2);
    Path config = bench().launcher().world().resolve("home/.config/supervisor/config.toml");
    Files.createDirectories(config.getParent());
    Files.writeString(config, "[scan]\nskipp = []\n");
    Result refused = bench().run("scan");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("there is no key skipp", "did you mean skip?");
    bench().strangersLock("out-1/w", 1, "", Instant.now());
    Files.writeString(config, "[scan]\nskip = [\"out-*\"]\n");
    assertThat(bench().data("scan").path("workers")).isEmpty();
    assertThat(bench().data("scan", "--no-skip").path("workers")).hasSize(1);
  }

  @Test
  void aTerminalSeesHowFarItIsAndNoTraceOfThatAfterwards() throws Exception {
    Path typescript = bench().launcher().world().resolve("typescript");
    bench().launcher().script("script -qec \"$supervisor scan town\" " + typescript).orFail();
    String shown = Files.readString(typescript);
    assertThat(shown).contains(" directories, ", "\r\033[K", "0 workers, 0 of them new; ");
    assertThat(shown.lastIndexOf("\033[K")).isLessThan(shown.indexOf("WORKER "));
    bench().launcher().script("script -qec '$supervisor scan town >o' " + typescript).orFail();
    assertThat(typescript).content().contains(" directories, ").doesNotContain("WORKER ");
    assertThat(bench().launcher().world().resolve("o")).content().doesNotContain("\r", "\033");
    bench().launcher().script("script -qec '$supervisor scan town 2>e' " + typescript).orFail();
    assertThat(typescript).content().contains("WORKER ").doesNotContain("\033[K");
    assertThat(bench().launcher().world().resolve("e")).isEmptyFile();
  }

  /**
   * One directory hangs in the kernel, as on a network file system whose server is gone. Red when
   * the scan does not interrupt its threads: then all of them stay in the server.
   */
  @Test
  void whoeverGivesUpLeavesNoScanInTheServer() throws Exception {
    bench().run("list").orFail();
    long server = bench().launcher().servers().getFirst().pid();
    Path stall = bench().root().resolve("stall");
    Optional<StalledDirectory> stalled = StalledDirectory.at(stall);
    assumeTrue(stalled.isPresent(), "this machine lets nobody mount");
    try (StalledDirectory _ = stalled.get()) {
      Running scan = bench().launcher().startInterruptible("scan", bench().root().toString());
      await().until(() -> scanning(server) == 8);
      String clients =
          scan.process().descendants().map(it -> " " + it.pid()).collect(Collectors.joining());
      bench().launcher().script("kill -INT" + clients).orFail();
      assertThat(scan.await().exit()).isEqualTo(130);
      await().until(() -> scanning(server) <= 1);
    }
    await().until(() -> scanning(server) == 0);
  }

  private static long scanning(long server) throws Exception {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + server + "/task"))) {
      return threads.filter(ScanIT::scans).count();
    }
  }

  private static boolean scans(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).startsWith("scan-");
    } catch (IOException e) {
      return false; // it has just ended
    }
  }
}
