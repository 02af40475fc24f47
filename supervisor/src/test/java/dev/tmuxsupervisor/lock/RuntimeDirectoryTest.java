package dev.tmuxsupervisor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tmuxsupervisor.process.Children;
import dev.tmuxsupervisor.process.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeDirectoryTest {
  @TempDir private Path worker = Path.of("");

  @Test
  void keepsItselfOutOfGitAndLeavesWhatIsThere() throws Exception {
    RuntimeDirectory directory = RuntimeDirectory.of(worker);
    assertThat(directory.exists()).isFalse();
    directory.create();
    assertThat(directory.exists()).isTrue();
    assertThat(directory.path().resolve(".gitignore")).hasContent("*\n");

    Files.writeString(directory.path().resolve(".gitignore"), "!kept\n");
    directory.create();
    assertThat(directory.path().resolve(".gitignore")).hasContent("!kept\n");
  }

  @Test
  void refusesALinkAFileAndAMissingWorker(@TempDir Path elsewhere) throws Exception {
    RuntimeDirectory directory = RuntimeDirectory.of(worker);
    Files.createSymbolicLink(directory.path(), elsewhere);
    assertThatExceptionOfType(NotDirectoryException.class).isThrownBy(directory::create);
    assertThat(directory.exists()).isFalse();
    assertThat(elsewhere).isEmptyDirectory();
    Files.delete(directory.path());
    Files.createFile(directory.path());
    assertThatExceptionOfType(NotDirectoryException.class).isThrownBy(directory::create);
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(RuntimeDirectory.of(worker.resolve("none"))::create);
  }

  @Test
  void isMadeByManyAtOnceWhileTheGuardIsTaken() throws Exception {
    for (int round = 0; round < 30; round++) {
      RuntimeDirectory directory =
          RuntimeDirectory.of(Files.createDirectory(worker.resolve("w" + round)));
      List<Future<Boolean>> made = new ArrayList<>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 16; i++) {
          made.add(
              threads.submit(() -> {
                // Removed the second attempt: red, a holder of the guard had collected it.
                directory.create();
                Guard.take(directory, Duration.ofSeconds(30)).close();
                return true;
              }));
        }
      }
      for (Future<Boolean> one : made) {
        assertThat(one.get()).isTrue();
      }
    }
  }

  @Test
  void isMadeAlthoughAHolderOfTheGuardCollectsItsTemporaryFile() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
    RuntimeDirectory directory = RuntimeDirectory.of(worker);
    List<String> command =
        new ArrayList<>(List.of("strace", "-f", "-qq", "-o", worker.resolve("trace").toString()));
    command.addAll(List.of("-e", "trace=rename", "-e", "inject=rename:delay_enter=2s:when=1"));
    command.addAll(ForkedJvm.ofTests().command(CreateMain.class, worker));
    try (Children children = new Children()) {
      Process maker = children.start(Map.of(), command);
      await()
          .pollInterval(Duration.ofMillis(10))
          .until(() -> directory.exists() && names(directory).contains(".supervisor-tmp-"));
      Guard.take(directory, Duration.ofSeconds(5)).close();
      assertThat(names(directory)).doesNotContain(".supervisor-tmp-");
      // Removed the second attempt: red, NoSuchFileException.
      assertThat(Children.finish(maker)).isEqualTo(new Children.Run(0, ""));
    }
    assertThat(directory.path().resolve(".gitignore")).hasContent("*\n");
  }

  private static String names(RuntimeDirectory directory) throws IOException {
    try (Stream<Path> files = Files.list(directory.path())) {
      return files.toList().toString();
    }
  }

  /** Makes the folder of a worker. */
  static final class CreateMain {
    public static void main(String[] arguments) throws IOException {
      RuntimeDirectory.of(Path.of(arguments[0])).create();
    }
  }
}
