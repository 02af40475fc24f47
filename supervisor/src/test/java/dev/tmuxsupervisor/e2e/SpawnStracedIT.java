package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * SIGKILL at system calls instead of at steps: strace(1) kills whichever thread of the server, or
 * child of it, comes to its Nth call of a kind, so that tmux clients and a tmux server that is just
 * starting die as well. {@code -Dstrace.points=200 -Dstrace.seed=N} is the long form.
 */
class SpawnStracedIT {
  /** A kind of call, and how many of them one thread makes in a spawn, about. */
  private record Kind(String call, int count) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("flock", 1),
          new Kind("fsync", 4),
          new Kind("rename", 2),
          new Kind("openat", 40),
          new Kind("write", 12),
          new Kind("execve", 2),
          new Kind("vfork,clone,clone3", 3));

  private static final int POINTS = Integer.getInteger("strace.points", 8);
  private static final long SEED = Long.getLong("strace.seed", System.nanoTime());

  private Stage stage;

  @BeforeEach
  void create() throws IOException {
    stage = Stage.create();
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  @Test
  void afterDeathAtAnySystemCallTheNextSpawnEndsWithOneAgentUnderItsLock() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
    System.out.println("strace.seed=" + SEED);
    Random random = new Random(SEED);
    int died = 0;
    for (int point = 0; point < POINTS; point++) {
      Kind kind = KINDS.get(point % KINDS.size());
      String fault = kind.call() + ":signal=SIGKILL:when=" + (1 + random.nextInt(kind.count()));
      died += killedAt(fault) ? 1 : 0;
      int exit = stage.spawn().exit();
      assertThat(exit).as("spawn after %s", fault).isIn(0, 4);
      stage.requireOneAgentUnderItsLock(0);
      stage.launcher().run("stop", Stage.WORKER, "--kill").orFail();
      stage.requireDown();
    }
    System.out.printf("%d points, the server itself died at %d%n", POINTS, died);
    assertThat(died).as("deaths of the server").isPositive();
  }

  /** Spawns under strace; whether the server died of it. */
  private boolean killedAt(String fault) throws IOException, InterruptedException {
    stage.launcher().run("version").orFail();
    ProcessHandle server = stage.launcher().servers().getFirst();
    Path said = Files.createTempFile(stage.launcher().world(), "strace", "");
    Process strace =
        new ProcessBuilder(
                "strace",
                "-f",
                "-o",
                "/dev/null",
                "-e",
                "inject=" + fault,
                "-p",
                Long.toString(server.pid()))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      Awaitility.await()
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> !strace.isAlive() || Files.readString(said).contains("attached"));
      assumeTrue(
          strace.isAlive(), () -> "strace may not trace here, see ptrace_scope in ptrace(2)");
      stage.spawn();
    } finally {
      strace.destroy(); // it lets go of whom it traced, but now and then waits for a dead one
      if (!strace.waitFor(2, TimeUnit.SECONDS)) {
        strace.destroyForcibly().waitFor();
      }
    }
    // not isAlive(), which is true until somebody has reaped it
    return stage.launcher().servers().stream().noneMatch(it -> it.pid() == server.pid());
  }
}
