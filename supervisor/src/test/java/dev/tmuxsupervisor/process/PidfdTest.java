package dev.tmuxsupervisor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PidfdTest {
  private final Children children = new Children();

  @AfterEach
  void endChildren() {
    children.close();
  }

  @Test
  void refusesAProcessWithAnotherStart() throws Exception {
    Process child = children.start("sleep", "60");
    ProcessIdentity identity = Children.identity(child);
    // Removed the verification after the open: red.
    assertThat(Pidfd.open(new ProcessIdentity(identity.pid(), identity.startTicks() + 1)))
        .isEmpty();
    assertThat(child.isAlive()).isTrue();
  }

  @Test
  void takesAPidThatIsNowAThreadForOver() throws Exception {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      long thread =
          threads
              .mapToLong(path -> Long.parseLong(path.getFileName().toString()))
              .filter(id -> id != ProcessHandle.current().pid())
              .findFirst()
              .orElseThrow();
      // Removed the second look after a failed open: red, pidfd_open(2) has EINVAL for threads.
      assertThat(Pidfd.open(new ProcessIdentity(thread, 1))).isEmpty();
    }
  }

  @Test
  void signalEndsExactlyTheProcess() throws Exception {
    Process meant = children.start("sleep", "60");
    Process brother = children.start("sleep", "60");
    try (Pidfd handle = Pidfd.open(Children.identity(meant)).orElseThrow()) {
      assertThat(handle.signal(Libc.SIGTERM)).isTrue();
      assertThat(meant.waitFor()).isEqualTo(128 + Libc.SIGTERM);
      assertThat(handle.signal(Libc.SIGKILL)).isFalse();
    }
    assertThat(brother.isAlive()).isTrue();
  }

  @Test
  void awaitExitTellsOfTheEndAndOfTheTimeBeforeIt() throws Exception {
    Process child = children.start("sleep", "60");
    try (Pidfd handle = Pidfd.open(Children.identity(child)).orElseThrow();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(handle.awaitExit(Duration.ZERO)).isFalse();
      assertThat(handle.awaitExit(Duration.ofMillis(30))).isFalse();
      Future<Boolean> over = threads.submit(() -> handle.awaitExit(Duration.ofDays(365)));
      assertThat(over.isDone()).isFalse();
      child.destroyForcibly();
      await().until(over::isDone);
      assertThat(over.get()).isTrue();
      assertThat(handle.awaitExit(Duration.ZERO)).isTrue();
    }
  }

  @Test
  void aWaitWithoutEndIsPossible() throws Exception {
    Process child = children.start("sleep", "60");
    try (Pidfd handle = Pidfd.open(Children.identity(child)).orElseThrow()) {
      child.destroyForcibly();
      assertThat(handle.awaitExit(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
    }
  }

  @Test
  void leavesNoDescriptorBehind() throws Exception {
    ProcessIdentity child = Children.identity(children.start("sleep", "60"));
    ProcessIdentity other = new ProcessIdentity(child.pid(), child.startTicks() + 1);
    for (int i = 0; i < 1_000; i++) {
      Pidfd.open(child).orElseThrow().close();
      assertThat(Pidfd.open(other)).isEmpty();
    }
    // Removed the close when the verification fails: red, with 1,000 of them.
    assertThat(openPidfds()).isZero();
  }

  @Test
  void aClosedHandleSignalsNobody() throws Exception {
    Process meant = children.start("sleep", "60");
    Process stranger = children.start("sleep", "60");
    Pidfd handle = Pidfd.open(Children.identity(meant)).orElseThrow();
    handle.close();
    try (Pidfd reused = Pidfd.open(Children.identity(stranger)).orElseThrow()) {
      handle.close(); // as try-with-resources and a careful caller would do together
      // Removed the memory of being closed: red, the number now stands for the stranger.
      assertThatIllegalStateException().isThrownBy(() -> handle.signal(Libc.SIGKILL));
      assertThatIllegalStateException().isThrownBy(() -> handle.awaitExit(Duration.ZERO));
      assertThat(reused.awaitExit(Duration.ZERO)).isFalse();
      assertThat(openPidfds()).isEqualTo(1);
    }
    assertThat(stranger.isAlive()).isTrue();
  }

  private static long openPidfds() throws IOException {
    long found = 0;
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
        if (Files.isSymbolicLink(descriptor)
            && Files.readSymbolicLink(descriptor).toString().contains("pidfd")) {
          found++;
        }
      }
    }
    return found;
  }
}
