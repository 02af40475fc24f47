package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

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
  }
}
