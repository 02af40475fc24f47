package dev.tmuxsupervisor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM is killed while its threads start programs. */
class KilledAtStartsTest {
  private final String mark = "STARTS_TEST=" + UUID.randomUUID();
  private final Children children = new Children();
  @TempDir private Path directory;

  @AfterEach
  void endAll() throws IOException {
    for (ProcStat process : ProcessTable.all()) {
      if (ProcessTable.startedWith(process.pid(), mark)) {
        ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
    children.close();
  }

  /**
   * Each new process is held up, and then what its helper is told: all helpers are there when the
   * JVM dies. Red when {@code ProcessStarts.inTurn} takes no lock: they wait for each other.
   */
  @Test
  void noHelperIsLeft() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
    Process jvm =
        children.start(
            Map.of("STARTS_TEST", mark.substring(mark.indexOf('=') + 1)),
            ForkedJvm.ofTests().command(StartsMain.class));
    assertThat(Children.line(jvm)).isEqualTo("ready");
    Path trace = directory.resolve("trace");
    Process tracer =
        children.start(
            Map.of(),
            List.of(
                "strace",
                "-f",
                "-b",
                "execve",
                "-o",
                trace.toString(),
                "-p",
                String.valueOf(jvm.pid()),
                "-e",
                "trace=clone,clone3,vfork,write",
                "-e",
                "inject=clone,clone3,vfork:delay_enter=300ms",
                "-e",
                "inject=write:delay_enter=1s"));
    assertThat(Children.line(tracer)).contains("attached");

    jvm.getOutputStream().write('\n');
    jvm.getOutputStream().flush();
    await().until(() -> Files.readString(trace).contains(" write("));
    jvm.destroyForcibly().waitFor();

    await().until(() -> !ProcessTable.anyStartedWith(mark));
  }
}
