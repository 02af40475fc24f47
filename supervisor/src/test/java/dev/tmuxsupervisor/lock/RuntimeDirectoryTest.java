package dev.tmuxsupervisor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
}
