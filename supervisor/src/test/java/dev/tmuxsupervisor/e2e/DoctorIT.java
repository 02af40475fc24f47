package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import dev.tmuxsupervisor.process.Children;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

// A stranger's lock is in doubt while any tmux server here is stopped.
@ResourceLock(value = Bench.STOPPED_SERVERS, mode = ResourceAccessMode.READ_WRITE)
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
   * Without the deadline of a check, this ends by the launcher's patience alone. Red, too, when
   * checks that hang are not remembered, and when the readers of the root are not waited for: then
   * the last doctor finds that none hangs any more.
   */
  @Test
  void itTellsEverythingThatHangsAndEnds() throws Exception {
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
      Result result = bench().run("doctor", "--json");
      assertThat(result.exit()).as("%s", result).isEqualTo(1);
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
        String above = bench().launcher().world().toString();
        String locks = "the locks below " + above;
        assertThat(bench().run("doctor", "--root", above).out())
            .contains("the workers in " + stall + " still does not answer")
            .contains(locks + " did not answer within 5 s");
        assertThat(bench().run("doctor", "--root", above).out())
            .contains(locks + " still does not answer");
      }
    } finally {
      stalled.ifPresent(StalledDirectory::close);
      shell("kill -CONT " + tmux);
    }
  }

  /**
   * Red when the step releases by what was seen before it, and when it releases as {@code lock
   * release} does, which takes away what its own user put there.
   */
  @Test
  void aLockThatSomebodyTookMeanwhileStays() throws Exception {
    bench().worker("w");
    bench().run("lock", "acquire", "w", "--reason", "deploy").orFail();
    byte[] reservation = Files.readAllBytes(bench().lock("w"));
    bench().run("lock", "release", "w").orFail();
    bench().strangersLock("w", 4_000_000, "nobody", Instant.now());
    bench().run("scan").orFail();
    Path going = bench().launcher().world().resolve("going");
    try (Children children = new Children()) {
      Process holder =
          children.start(
              "flock", bench().lock("w") + ".flock", "sh", "-c", "echo held; read -r go");
      assertThat(Children.line(holder)).isEqualTo("held");
      Launcher.Running doctor =
          bench().launcher().start("doctor", "--fix", "--root", bench().root().toString());
      await().until(() -> Files.readString(doctor.out()).contains("FIX   release the stale lock"));
      Files.write(going, reservation);
      Files.move(going, bench().lock("w"), StandardCopyOption.REPLACE_EXISTING);
      holder.getOutputStream().close();
      assertThat(doctor.await().out()).contains("left alone: ").doesNotContain("right now");
    }
    assertThat(bench().lock("w")).hasBinaryContent(reservation);
  }

  /** Each is made for real: the hints lead out of it. */
  @Test
  void itSeesWhatIsInTheWay() throws Exception {
    bench().spawn("w", "sleep", "1000");
    Files.createDirectories(bench().root().resolve("w/inner"));
    bench().run("spawn", "--settle", "0s", "--allow-collision", "w/inner", "--", "sleep", "1000");
    bench().strangersLock("stranger", 4_000_000, "nobody", Instant.now());
    Path leaking = bench().socket("l");
    shell(
        "flock '%s' tmux -f /dev/null -S '%s' new-session -d 'sleep 1000'"
            .formatted(bench().launcher().world().resolve("mine.lock"), leaking));
    Path lost = bench().socket("m");
    bench().tmuxAt(lost, "new-session", "-d", "sleep 1000");
    String server = bench().tmuxAt(lost, "display-message", "-p", "#{pid}");
    Files.delete(lost);
    Files.createDirectories(bench().launcher().world().resolve("home/.config/supervisor"));
    Files.writeString(
        bench().launcher().world().resolve("home/.config/supervisor/config.toml"),
        "[notify]\ncommand = [\"no-such-program\"]\n");

    Result told = bench().run("doctor");
    assertThat(told.exit()).isEqualTo(1);
    assertThat(told.out())
        .contains("FAIL  w: nested: w/inner lies within the directory of w: ")
        .contains("WARN  there are locks that this supervisor does not know, 1, in ")
        .contains("has " + bench().launcher().world().resolve("mine.lock") + " locked for as long")
        .contains("tmux server " + server + " lost its socket " + lost, "kill -USR1 " + server)
        .contains("WARN  the command for notices, no-such-program, is not on the server's PATH");
    assertThat(bench().run("why", "w").orFail().out()).contains("collisions", "  w: nested: ");
    assertThat(bench().data("why", "w/inner").at("/collisions/0/kind").asText())
        .isEqualTo("nested");

    shell("kill -USR1 " + server);
    await().until(() -> Files.exists(lost));
    bench().run("scan").orFail();
    bench().run("stop", "w/inner").orFail();
    String others =
        bench().launcher().with("SUPERVISOR_TMUX_SOCKET", lost + "x").run("doctor").out();
    assertThat(others)
        .doesNotContain("lost its socket " + lost, "does not know", "FAIL  w: nested")
        .contains("WARN  commands go to " + lost + "x, and all workers in ");
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
    // Where nothing is to be done: whoever takes the guard of w, as the loop may, clears it too.
    Path left = bench().lock("v").resolveSibling(".supervisor-tmp-left");
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
