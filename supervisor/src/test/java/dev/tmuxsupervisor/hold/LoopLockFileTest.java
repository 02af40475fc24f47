package dev.tmuxsupervisor.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.process.Children;
import dev.tmuxsupervisor.process.Libc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopLockFileTest {
  private static final int READS = 10_000;
  private static final int HOLDERS = 200;

  private final LoopLocks locks;
  private final Children children = new Children();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  LoopLockFileTest(@TempDir Path directory) {
    locks = new LoopLocks(directory);
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
    children.close();
  }

  /** Without the comparison of inodes: red, two hold what they take for the lock. */
  @Test
  void whoWaitedForAFileThatWasRemovedTakesTheOneThatIsThere() throws Exception {
    int first = locks.take("first");
    Future<OptionalInt> waiting = threads.submit(() -> locks.of("second").take(true));
    await().until(locks::hasWaiter);
    Files.delete(locks.path());
    Libc.close(first);

    int second = waiting.get().orElseThrow();
    assertThat(LoopMetadata.read(locks.path())).contains(LoopLocks.metadata("second"));
    assertThat(locks.isFree()).isFalse();
    Libc.close(second);
    assertThat(locks.isFree()).isTrue();
  }

  /**
   * With the truncation before the write, as ralph does it, red: empty. With one after the write,
   * red as well: the end of the next holder's text behind the whole of a shorter one.
   */
  @Test
  void readersFindOneHolderOrTheNextAndNeverHalfOfOne() throws Exception {
    Libc.close(locks.take("first"));
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger holders = new AtomicInteger();
    Future<?> holding =
        threads.submit(() -> {
          while (!over.get()) {
            String prompt = "x".repeat(holders.incrementAndGet() * 37 % 100);
            Libc.close(locks.of(prompt).take(true).orElseThrow());
          }
          return null;
        });
    int reads = 0;
    while (reads < READS || (holders.get() < HOLDERS && !holding.isDone())) {
      String text = Files.readString(locks.path());
      reads++;
      assertThat(LoopMetadata.parse(text)).as("read %d: '%s'", reads, text).isPresent();
    }
    over.set(true);
    holding.get();
  }

  @Test
  void oneAtATimeHasItAlsoWhereFilesCannotBeWithoutANameAndWhileItIsRemoved() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    List<Future<?>> contenders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String prompt = "contender " + i;
      LoopLockFile file = i % 2 == 0 ? locks.of(prompt) : locks.withoutNamelessFiles(prompt);
      contenders.add(
          threads.submit(() -> {
            for (int round = 0; round < 20; round++) {
              int fd = file.take(true).orElseThrow();
              try {
                assertThat(inside.incrementAndGet()).isEqualTo(1);
                assertThat(LoopMetadata.read(locks.path()).orElseThrow().prompt())
                    .isEqualTo(prompt);
                inside.decrementAndGet();
                if (round % 3 == 0) {
                  Files.delete(locks.path()); // by the holder: else two would be right
                }
              } finally {
                Libc.close(fd);
              }
            }
            return null;
          }));
    }
    for (Future<?> contender : contenders) {
      contender.get();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mine\n",
        "[1]",
        "{ // settings\n  \"a\": 1,\n}\n",
        "{\"name\": \"x\"}",
        "{\"pid\": 1, \"acquired_at\": \"2026-01-02T03:04:05Z\", \"session_id\": \"x\"}"
      })
  void whatAnotherProgramWroteIsRefusedAndStays(String text) throws Exception {
    Files.createDirectory(locks.path().getParent());
    Files.writeString(locks.path(), text);
    assertRefused("something else");
    assertThat(locks.path()).hasContent(text);
    assertThat(locks.isFree()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\0\0\0\0\0\0\0\0",
        "{\n  \"pi",
        "{\n  \"pid\": 12,\n  \"star",
        "{\"pid\":1,\"started\":\"2026-01-02T03:04:05.123456789Z\",\"prompt\":\"x\",\"more\":[1]}"
      })
  void whatAHolderOrACrashLeftIsWrittenOver(String text) throws Exception {
    Files.createDirectory(locks.path().getParent());
    Files.writeString(locks.path(), text);
    Libc.close(locks.take("next"));
    assertThat(Files.readString(locks.path()).strip())
        .isEqualTo(new String(LoopLocks.metadata("next").bytes(), StandardCharsets.UTF_8));
  }

  @Test
  void whatIsNoRegularFileIsRefusedAndStays() throws Exception {
    Path path = locks.path();
    Files.createDirectories(path);
    assertRefused("a directory");
    Files.delete(path);

    Path target = Files.writeString(locks.directory().resolve("target"), "");
    Files.createSymbolicLink(path, target);
    assertRefused("a symbolic link");
    Files.delete(path);
    assertThat(target).isEmptyFile();

    children.run(List.of("mkfifo", path.toString()));
    assertRefused("no regular file");
    Files.delete(path);

    Files.writeString(path, " ".repeat(LoopMetadata.LIMIT + 1));
    assertRefused("at most");
  }

  private void assertRefused(String why) {
    assertThatExceptionOfType(HoldFailure.class)
        .isThrownBy(() -> locks.take("refused"))
        .satisfies(refused -> assertThat(refused.exit()).isEqualTo(HoldFailure.USAGE))
        .withMessageContaining(locks.path() + " is no lock file")
        .withMessageContaining(why);
  }
}
