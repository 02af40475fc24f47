package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class DoctorIT extends OnBench {
  private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH);

  private void shell(String script) throws Exception {
    bench().launcher().script(script).orFail();
  }

  private static List<JsonNode> checks(JsonNode data, String name) {
    return StreamSupport.stream(data.path("checks").spliterator(), false)
        .filter(check -> check.path("check").asText().equals(name))
        .toList();
  }

  /**
   * Red when a check has no thread of its own, or no deadline: then the stalled directory hangs it.
   */
  @Test
  void itTellsEverythingThatHangsWithinFifteenSeconds() throws Exception {
    bench().spawn("w", "sleep", "1000");
    bench().spawn("f", "sleep", "1000");
    bench().run("stop", "f").orFail();
    shell("mkfifo '" + bench().lock("f") + "'");
    Path stall = bench().launcher().world().resolve("stall");
    String tmux = bench().tmux("display-message", "-p", "#{pid}");
    Optional<StalledDirectory> stalled = StalledDirectory.at(stall);
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      shell(
          "cd '%s' && git init -q . && git remote add origin git://127.0.0.1:%d/x"
              .formatted(bench().root(), silent.getLocalPort()));
      Files.writeString(
          bench().launcher().state().resolve("workers.jsonl"),
          "{\"name\":\"x\",\"root\":\"" + stall + "\"}\n",
          StandardOpenOption.APPEND);
      shell("kill -STOP " + tmux);
      long start = System.nanoTime();
      Result result = bench().run("doctor", "--json");
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      System.out.println("doctor took " + took + ", stalled directory: " + stalled.isPresent());
      assertThat(result.exit()).as("%s", result).isEqualTo(1);
      assertThat(took).isLessThan(Duration.ofSeconds(15));
      JsonNode data = new ObjectMapper().readTree(result.out()).path("data");
      assertThat(checks(data, "tmux_server").getFirst().path("hint").asText())
          .contains("kill -CONT " + tmux);
      assertThat(checks(data, "lock_damaged").getFirst().path("text").asText()).contains("f: ");
      assertThat(checks(data, "lock_unknown").getFirst().path("text").asText()).contains("w: ");
      assertThat(checks(data, "git_remote").getFirst().path("text").asText())
          .contains("127.0.0.1", "did not answer within 3 s");
      if (stalled.isPresent()) {
        assertThat(checks(data, "network_file_system").getFirst().path("text").asText())
            .contains(stall + " (fuse.sshfs)");
        assertThat(checks(data, "workers"))
            .extracting(check -> check.path("text").asText())
            .anyMatch(text -> text.contains("in " + stall + " did not answer within 5 s"));
        assertThat(bench().run("doctor").out()).contains(stall + " still does not answer");
      }
    } finally {
      stalled.ifPresent(StalledDirectory::close);
      shell("kill -CONT " + tmux);
    }
  }

  /** Red when a fix is offered for what the fix before has cured. */
  @Test
  void whatItFixesIsFixedOnceAndSaid() throws Exception {
    bench().spawn("v", "sleep", "1000");
    bench().tmux("set-option", "-p", "-t", "v:", "remain-on-exit", "off");
    Path other = bench().socket("u");
    bench().worker("w");
    bench()
        .run(
            "spawn",
            "--settle",
            "0s",
            "--restart",
            "never",
            "--tmux-socket",
            other.toString(),
            "w",
            "--",
            "sleep",
            "1000")
        .orFail();
    long agent = bench().pidOf("w");
    Files.delete(bench().lock("w").resolveSibling("worker.json"));
    bench().tmuxAt(other, "kill-server");
    await().until(() -> !Bench.lives(agent));
    Path left = bench().lock("w").resolveSibling(".supervisor-tmp-left");
    Files.setLastModifiedTime(Files.createFile(left), LONG_AGO);
    Path state = bench().launcher().state();
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path socket = bench().launcher().runtime().resolve("supervisor/gone.sock");
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(socket));
    }
    shell("touch -d @0 '" + socket + "'");
    byte[] lock = Files.readAllBytes(bench().lock("w"));

    assertThat(bench().run("doctor").out()).contains("WARN  w: ").doesNotContain("FIX");
    assertThat(Files.readAllBytes(bench().lock("w"))).isEqualTo(lock);
    assertThat(left).exists();

    Result fixed = bench().run("doctor", "--fix");
    assertThat(fixed.out())
        .contains("FIX   release the stale lock of w in ", "released, since ")
        .contains("FIX   remove what killed writers left", "FIX   chmod 700 " + state)
        .contains(
            "FIX   remove the socket " + socket, "FIX   set remain-on-exit on for pane %0 of v");
    assertThat(bench().lock("w")).doesNotExist();
    assertThat(left).doesNotExist();
    assertThat(socket).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
        .isEqualTo("rwx------");
    assertThat(bench().tmux("show-options", "-p", "-t", "v:", "remain-on-exit")).endsWith("on");
    assertThat(bench().run("doctor", "--fix").out())
        .contains("there is nothing to fix")
        .doesNotContain("FIX  ");
  }
}
