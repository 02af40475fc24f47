package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.e2e.Launcher.Result;
import dev.tmuxsupervisor.e2e.Launcher.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another program holds the guard, or has written the lock. */
class GuardHeldIT {
  private Stage stage;

  @BeforeEach
  void create() throws IOException {
    stage = Stage.create();
    Files.createDirectories(stage.runtime());
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  /** flock(1) that becomes the program that keeps the lock. */
  private Process holder() throws IOException {
    Path guard = stage.runtime().resolve("agent.lock.flock");
    Process holder =
        new ProcessBuilder("flock", "--no-fork", guard.toString(), "cat")
            .redirectOutput(stage.launcher().world().resolve("holder.out").toFile())
            .start();
    Path program = Path.of("/proc/" + holder.pid() + "/comm");
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> Files.readString(program).strip().equals("cat"));
    return holder;
  }

  @Test
  void spawnWaitsForTheGuardAndThenNamesItsHolder() throws Exception {
    Process holder = holder();
    try {
      Result refused = stage.spawn();
      assertThat(refused.exit()).isEqualTo(4);
      assertThat(refused.err()).contains("pid " + holder.pid() + " (cat)");
      assertThat(stage.referee().agents()).isEmpty();
      assertThat(stage.lock()).doesNotExist();
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void spawnGoesOnWhenTheHolderLetsGo() throws Exception {
    stage.launcher().run("version").orFail();
    long server = stage.launcher().servers().getFirst().pid();
    Process holder = holder();
    try {
      Running spawn = stage.launcher().start(stage.spawning());
      Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> acts(server));
      holder.destroyForcibly();
      spawn.await().orFail();
      stage.requireOneAgentUnderItsLock(0);
    } finally {
      holder.destroyForcibly();
    }
  }

  /** Whether the server's thread that carries out an action is there: then it waits. */
  private static boolean acts(long server) throws IOException {
    try (var threads = Files.newDirectoryStream(Path.of("/proc/" + server + "/task"))) {
      for (Path thread : threads) {
        if (Files.readString(thread.resolve("comm")).strip().equals("action")) {
          return true;
        }
      }
      return false;
    } catch (java.nio.file.NoSuchFileException e) {
      return false; // that thread ended just now
    }
  }

  @Test
  void aLockThatGasTownWroteStaysByteForByte() throws Exception {
    // The session is where is looked first: the other tmux servers here are none of this test's.
    stage.tmux("new-session", "-d", "-s", "gt-crew-dave", "sleep 1000");
    long pid = Long.parseLong(stage.tmux("list-panes", "-a", "-F", "#{pane_pid}").strip());
    // lock.go: json.MarshalIndent of pid, acquired_at, session_id, hostname; no newline at the end
    byte[] theirs =
        """
        {
          "pid": %d,
          "acquired_at": "%s",
          "session_id": "gt-crew-dave",
          "hostname": "%s"
        }\
        """
            .formatted(
                pid,
                java.time.OffsetDateTime.now(java.time.ZoneOffset.ofHours(2)),
                java.net.InetAddress.getLocalHost().getHostName())
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Files.write(stage.lock(), theirs);
    Object inode = Files.getAttribute(stage.lock(), "unix:ino");

    stage.launcher().run("list").orFail();
    stage.launcher().run("why", Stage.WORKER).orFail();
    assertThat(stage.launcher().run("lock", "release", Stage.WORKER).exit()).isEqualTo(4);
    Result refused = stage.spawn();
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains("pid " + pid);
    assertThat(stage.referee().agents()).isEmpty();
    assertThat(stage.lock()).hasBinaryContent(theirs);
    assertThat(Files.getAttribute(stage.lock(), "unix:ino")).isEqualTo(inode);
  }

  @Test
  void agentsOutliveAServerThatWasKilledAndStayHeld() throws Exception {
    stage.spawn().orFail();
    long agent = stage.referee().onlyAgent();
    ProcessHandle server = stage.launcher().servers().getFirst();
    server.destroyForcibly();
    Launcher.awaitEnd(server);
    assertThat(stage.referee().onlyAgent()).isEqualTo(agent);
    assertThat(stage.launcher().run("list").orFail().out())
        .containsPattern("crew/dave +running +" + agent + " ");
    assertThat(stage.spawn().exit()).isEqualTo(4);
    stage.requireOneAgentUnderItsLock(0);
  }
}
