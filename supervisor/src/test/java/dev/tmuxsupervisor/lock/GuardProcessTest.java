package dev.tmuxsupervisor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tmuxsupervisor.process.Children;
import dev.tmuxsupervisor.process.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guard between processes. */
class GuardProcessTest {
  private final Children children = new Children();
  private final Path worker;
  private final RuntimeDirectory directory;

  GuardProcessTest(@TempDir Path worker) throws IOException {
    this.worker = worker;
    directory = RuntimeDirectory.of(worker);
    directory.create();
  }

  @AfterEach
  void endChildren() {
    children.close();
  }

  @Test
  void isFreeWhenItsHolderIsKilled() throws Exception {
    Process holder = children.start(Map.of(), ForkedJvm.ofTests().command(HoldMain.class, worker));
    assertThat(Children.line(holder)).isEqualTo("held");
    assertThatExceptionOfType(GuardBusyException.class)
        .isThrownBy(() -> Guard.take(directory, Duration.ZERO))
        .withMessageContaining("pid " + holder.pid() + " (java)");
    holder.destroyForcibly().waitFor();
    Guard.take(directory, Duration.ZERO).close();
  }

  @Test
  void isTakenOnTheFileThatOthersSeeAlthoughItWasReplacedMeanwhile() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
    List<String> command =
        new ArrayList<>(List.of("strace", "-f", "-qq", "-o", worker.resolve("trace").toString()));
    // The file is open already when its first flock(2) is held up.
    command.addAll(List.of("-e", "trace=flock", "-e", "inject=flock:delay_enter=4s:when=1"));
    command.addAll(ForkedJvm.ofTests().command(HoldMain.class, worker));
    Process holder = children.start(Map.of(), command);
    await().pollInterval(Duration.ofMillis(10)).until(() -> Files.exists(directory.guardFile()));

    Path other = Files.createFile(directory.path().resolve("other"));
    Files.move(other, directory.guardFile(), StandardCopyOption.ATOMIC_MOVE);

    try {
      assertThat(Children.line(holder)).isEqualTo("held");
      // Removed isStill: red, it held the old file and flock(1) got the new one.
      assertThat(
              children
                  .run(List.of("flock", "-n", directory.guardFile().toString(), "true"))
                  .status())
          .isEqualTo(1);
    } finally {
      holder.getOutputStream().close(); // strace itself, when killed, would leave the JVM behind
      assertThat(Children.finish(holder).status()).isZero();
    }
  }
}
