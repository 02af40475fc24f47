package dev.tmuxsupervisor.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.hold.LoopLockStatus.State;
import dev.tmuxsupervisor.process.Children;
import dev.tmuxsupervisor.process.Libc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopLockStatusTest {
  private final LoopLocks locks;
  private final Children children = new Children();

  LoopLockStatusTest(@TempDir Path directory) {
    locks = new LoopLocks(directory);
  }

  @AfterEach
  void end() {
    children.close();
  }

  private LoopLockStatus look() throws IOException {
    return LoopLockStatus.of(locks.path());
  }

  @Test
  void tellsHeldFromStaleFromFree() throws Exception {
    assertThat(look().state()).isEqualTo(State.FREE);
    assertThat(locks.path().getParent()).doesNotExist();

    int fd = locks.take("ours");
    LoopLockStatus held = look();
    assertThat(held.state()).isEqualTo(State.HELD);
    assertThat(held.holders())
        .singleElement()
        .satisfies(it -> assertThat(it.pid()).isEqualTo(ProcessHandle.current().pid()));
    assertThat(held.why()).contains(" since 2026-01-02T03:04:05.678Z: ours");
    Libc.close(fd);

    assertThat(look().state()).isEqualTo(State.STALE);
    Files.writeString(locks.path(), "");
    assertThat(look().state()).isEqualTo(State.FREE);
    Files.writeString(locks.path(), "{\"pid\": -1}");
    assertThat(look().state()).isEqualTo(State.FREE);
  }

  @Test
  void whatFlockHoldsIsNotTheLatestWritersWhoIsOver() throws Exception {
    Libc.close(locks.take("the latest"));
    Process flock =
        children.start("flock", "-F", locks.path().toString(), "sh", "-c", "echo; read x");
    assertThat(Children.line(flock)).isEmpty();
    assertThat(look().state()).isEqualTo(State.HELD);
    assertThat(look().why())
        .startsWith("held by pid " + flock.pid() + " (sh -c ")
        .doesNotContain("the latest");
    flock.destroyForcibly();
    await().until(() -> look().state() == State.STALE);
  }

  @Test
  void whatCannotBeAskedIsUnknown() throws Exception {
    Files.createDirectory(locks.path().getParent());
    Files.createSymbolicLink(locks.path(), Path.of("elsewhere"));
    assertThat(look().state()).isEqualTo(State.UNKNOWN);
    assertThat(look().why()).startsWith("unknown: ").contains(locks.path().toString());
  }

  /** With a flock(2) that is tried and given back, as ralph's is_locked does it: red. */
  @Test
  void nobodyWhoWantsItNoticesALook() throws Exception {
    Libc.close(locks.take("the latest"));
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger looks = new AtomicInteger();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<?> looking =
          threads.submit(() -> {
            while (!over.get()) {
              look();
              looks.incrementAndGet();
            }
            return null;
          });
      try {
        while (looks.get() < 500 && !looking.isDone()) {
          assertThat(locks.isFree()).isTrue();
        }
      } finally {
        over.set(true);
      }
      looking.get();
    }
  }

  @Test
  void hostileTextIsReadBackAndShownWithoutControlCharacters() throws Exception {
    String hostile = "\"}\n\u001b]0;x\u0007\u009b\\ #(date) \ud83d\udca5".repeat(50);
    int fd = locks.take(hostile);
    String kept = LoopMetadata.read(locks.path()).orElseThrow().prompt();
    assertThat(hostile).startsWith(kept);
    assertThat(kept.codePointCount(0, kept.length())).isEqualTo(100);
    assertThat(look().why()).contains("#(date)").doesNotContainPattern("\\p{Cc}");
    Libc.close(fd);
  }
}
