package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loop locks as a person at a terminal meets them: keys, jobs, sizes. */
class HoldTerminalIT {
  private static final String PROGRAM =
      """
      #!/bin/sh
      trap 'echo interrupted; exit 9' INT
      trap 'echo continued' CONT
      trap 'echo size $(stty size)' WINCH
      test -t 0 && test -t 1 && test -t 2 && echo terminal
      while :; do sleep 0.1; done
      """;

  private Launcher launcher;
  private Path lock;

  @BeforeEach
  void open() throws Exception {
    launcher = Launcher.create();
    lock = launcher.world().resolve(".ralph/loop.lock");
    tmux("-f /dev/null new-session -d -x 100 -y 30 'exec sh -i'");
  }

  @AfterEach
  void close() throws Exception {
    tmux("kill-server");
    launcher.close();
  }

  private String tmux(String words) throws Exception {
    return launcher.script("tmux -u -S ./outer " + words).orFail().out();
  }

  private void type(String line) throws Exception {
    tmux("send-keys -l '" + line + "'");
    tmux("send-keys Enter");
  }

  /** Waits for a line that begins so: what was typed stands behind a prompt. */
  private void awaitLine(String pattern) {
    Pattern start = Pattern.compile(pattern);
    await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(() ->
            assertThat(tmux("capture-pane -p").lines())
                .anyMatch(it -> start.matcher(it).lookingAt()));
  }

  @Test
  void keysAndSizesReachTheProgramAndCtrlCEndsTheWait() throws Exception {
    RalphLoop ralph = new RalphLoop(lock);
    Files.createFile(
        launcher.world().resolve("program"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(launcher.world().resolve("program"), PROGRAM);

    type("$supervisor hold -- ./program");
    awaitLine("terminal");
    tmux("resize-window -x 90 -y 25");
    awaitLine("size 25 90");
    tmux("send-keys C-z");
    awaitLine("(\\^Z)?\\[1\\]"); // as a shell tells of a stopped job: it reads keys again
    assertThat(ralph.isLocked()).isTrue();
    type("fg; echo status $?");
    awaitLine("continued");
    tmux("send-keys C-c");
    awaitLine("(\\^C)?interrupted");
    awaitLine("status 9");
    await().until(() -> !ralph.isLocked());

    try (ralph) {
      assertThat(ralph.tryAcquire("ralph's")).isEmpty();
      type("$supervisor hold --wait -- echo never");
      awaitLine("supervisor: waiting: ");
      tmux("send-keys C-c");
      type("echo status $?"); // a shell drops the rest of a line whose program was interrupted
      awaitLine("(# )?status 130"); // it may have read on before the shell asked
      assertThat(Files.readString(lock)).contains("ralph's");
      String inode = ":" + Files.getAttribute(lock, "unix:ino") + " ";
      assertThat(Files.readAllLines(Path.of("/proc/locks")))
          .noneMatch(line -> line.contains("->") && line.contains(inode));
      assertThat(tmux("capture-pane -p").lines()).doesNotContain("never");
    }
  }
}
