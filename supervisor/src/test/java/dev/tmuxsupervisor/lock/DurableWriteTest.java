package dev.tmuxsupervisor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tmuxsupervisor.process.Children;
import dev.tmuxsupervisor.process.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reaches the kernel when a lock is written, as strace(1) sees it. */
class DurableWriteTest {
  private final Children children = new Children();
  private final Path worker;
  private final RuntimeDirectory directory;

  DurableWriteTest(@TempDir Path worker) throws Exception {
    this.worker = worker;
    directory = RuntimeDirectory.of(worker);
    directory.create();
    try (Guard guard = Guard.take(directory, Duration.ofSeconds(5))) {
      new LockFile(directory).write(guard, LockSamples.held(1));
    }
  }

  @BeforeEach
  void needStrace() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
  }

  @AfterEach
  void endChildren() {
    children.close();
  }

  @Test
  void theBytesAreOnDiskBeforeTheNameAndTheNameBeforeTheReturn() throws Exception {
    assertThat(write("trace=write,pwrite64,fsync,fdatasync,rename,renameat,renameat2").output())
        .isEqualTo("written\n");
    String folder = Pattern.quote(directory.path().toString());
    Pattern call = Pattern.compile("(write|sync|rename)[^(]*\\([^/]*" + folder + "(/[^->\"]*)?");
    List<String> calls =
        call.matcher(Files.readString(worker.resolve("trace")))
            .results()
            .map(DurableWriteTest::describe)
            .toList();
    // Removed either fsync: red.
    assertThat(calls).containsExactly("write file", "sync file", "rename file", "sync directory");
  }

  private static String describe(MatchResult call) {
    return call.group(1) + (call.group(2) == null ? " directory" : " file");
  }

  /** Calls are counted thread by thread; the first fsync is the file's, the second the folder's. */
  @ParameterizedTest
  @CsvSource({"fsync, 1, 1", "rename, 1, 1", "fsync, 2, 2"})
  void aWriterThatIsKilledLeavesOneWholeLock(String call, int count, long generation)
      throws Exception {
    // strace holds the call up and then the signal comes; error= keeps the call from happening.
    write("inject=" + call + ":error=EIO:signal=KILL:when=" + count);
    assertThat(new LockFile(directory).read())
        .isInstanceOfSatisfying(
            LockReading.Present.class,
            present -> assertThat(present.lock()).isEqualTo(LockSamples.held(generation)));
    Guard.take(directory, Duration.ofSeconds(5)).close();
    try (Stream<Path> files = Files.list(directory.path())) {
      // Removed removeLeftovers: red for a writer killed before the rename.
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(".gitignore", "agent.lock", "agent.lock.flock");
    }
  }

  private Children.Run write(String expression) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("strace", "-f", "-qq", "-y", "-s", "0", "-o", worker + "/trace"));
    command.addAll(List.of("-e", expression));
    command.addAll(ForkedJvm.ofTests().command(WriteMain.class, worker, 2));
    return children.run(command);
  }
}
