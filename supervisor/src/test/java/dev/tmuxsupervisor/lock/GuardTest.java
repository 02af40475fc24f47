package dev.tmuxsupervisor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tmuxsupervisor.process.Children;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Children children = new Children();
  private final RuntimeDirectory directory;

  GuardTest(@TempDir Path worker) throws IOException {
    directory = RuntimeDirectory.of(worker);
    directory.create();
  }

  @AfterEach
  void endChildren() {
    children.close();
  }

  @Test
  void waitsForFlockAndNamesIt() throws Exception {
    Process flock =
        children.start("flock", "-F", directory.guardFile().toString(), "sh", "-c", "echo; read x");
    assertThat(Children.line(flock)).isEmpty();
    assertThatExceptionOfType(GuardBusyException.class)
        .isThrownBy(() -> Guard.take(directory, Duration.ofMillis(20)))
        .withMessageContaining("pid " + flock.pid() + " (sh)")
        .withMessageContaining("waited 20 ms");
    flock.destroyForcibly();
    Guard.take(directory, PATIENCE).close();
  }

  @Test
  void keepsFlockOut() throws Exception {
    try (Guard _ = Guard.take(directory, PATIENCE)) {
      // FileChannel.lock() in the place of flock(2): red, it is fcntl(2).
      assertThat(flockSucceeds()).isFalse();
    }
    assertThat(flockSucceeds()).isTrue();
  }

  @Test
  void letsInOneThreadAtATime() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    List<Future<Integer>> seen = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        seen.add(
            threads.submit(() -> {
              try (Guard guard = Guard.take(directory, PATIENCE)) {
                int now = inside.incrementAndGet();
                new LockFile(directory).write(guard, LockSamples.held(now));
                inside.decrementAndGet();
                return now;
              }
            }));
      }
    }
    for (Future<Integer> one : seen) {
      assertThat(one.get()).isEqualTo(1);
    }
  }

  @Test
  void closedTwiceFreesNobodyElses(@TempDir Path otherWorker) throws Exception {
    RuntimeDirectory other = RuntimeDirectory.of(otherWorker);
    other.create();
    Guard first = Guard.take(directory, PATIENCE);
    first.close();
    try (Guard _ = Guard.take(other, PATIENCE)) { // gets the number of the first's descriptor
      first.close();
      // Removed the memory of being closed: red.
      assertThat(flockSucceeds(other.guardFile())).isFalse();
    }
  }

  @Test
  void refusesAGuardFileThatIsNoFile() throws Exception {
    Path guard = directory.guardFile();
    Path elsewhere = directory.path().resolve("elsewhere");
    Files.createSymbolicLink(guard, elsewhere);
    assertRefused("symbolic link");
    assertThat(elsewhere).doesNotExist();
    Files.delete(guard);
    Files.createDirectory(guard);
    assertRefused("not a regular file");
    Files.delete(guard);
    assertThat(children.run(List.of("mkfifo", guard.toString())).status()).isZero();
    // Removed the look at the kind of file: red, Linux opens and locks a FIFO.
    assertRefused("not a regular file");
    assertThat(descriptorsOn(guard)).isEmpty();
  }

  @Test
  void saysWhichFolderIsMissing(@TempDir Path worker) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Guard.take(RuntimeDirectory.of(worker), PATIENCE))
        .withMessageContaining(worker.toString());
  }

  @Test
  void isNotInheritedByAChild() throws Exception {
    try (Guard _ = Guard.take(directory, PATIENCE)) {
      Process child = children.start("sleep", "60");
      String descriptor = descriptorsOn(directory.guardFile()).getFirst();
      String flags = Files.readString(Path.of("/proc/self/fdinfo", descriptor));
      // Removed O_CLOEXEC (octal 02000000): red here; Java's own children lose it either way.
      assertThat(flags).containsPattern("flags:\\s+0[0-7]*[2367][0-7]{6}\n");
      assertThat(child.isAlive()).isTrue();
    }
    assertThat(flockSucceeds()).isTrue();
  }

  @Test
  void collectsTheTemporaryFilesOfKilledWritersAndNothingElse() throws Exception {
    Path left = Files.createFile(directory.path().resolve(".supervisor-tmp-1"));
    Path folder = Files.createDirectory(directory.path().resolve(".supervisor-tmp-2"));
    Files.createFile(folder.resolve("kept"));
    // Removed the look at the kind of file: red, nobody could take the guard any more.
    Guard.take(directory, PATIENCE).close();
    assertThat(left).doesNotExist();
    assertThat(folder.resolve("kept")).exists();
    assertThat(descriptorsOn(directory.guardFile())).isEmpty();
  }

  private void assertRefused(String reason) {
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> Guard.take(directory, PATIENCE))
        .withMessageContaining(directory.guardFile().toString())
        .withMessageContaining(reason);
  }

  private boolean flockSucceeds() throws Exception {
    return flockSucceeds(directory.guardFile());
  }

  private boolean flockSucceeds(Path guard) throws Exception {
    return children.run(List.of("flock", "-n", guard.toString(), "true")).status() == 0;
  }

  private static List<String> descriptorsOn(Path file) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
        if (Files.isSymbolicLink(descriptor)
            && Files.readSymbolicLink(descriptor).equals(file.toRealPath())) {
          found.add(descriptor.getFileName().toString());
        }
      }
    }
    return found;
  }
}
