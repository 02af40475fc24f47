package dev.tmuxsupervisor.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.doctor.Check.Look;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {
  private final Examination examination = new Examination(Duration.ofMillis(300));

  private static Check check(String name, Look look) {
    return new Check(Group.FILES, name, "/it/" + name, look);
  }

  private List<Finding> findings(Check... checks) throws InterruptedException {
    return examination.run(List.of(checks)).stream()
        .flatMap(examined -> examined.findings().stream())
        .toList();
  }

  /** Opening a FIFO that nobody writes to hangs in the kernel, and no interrupt ends that. */
  private static Path fifo(Path directory) throws Exception {
    Path fifo = directory.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    return fifo;
  }

  /** Red without the deadline: this hangs. And red when the threads that hang are not counted. */
  @Test
  void aCheckThatHangsInTheKernelIsToldAndNotStartedASecondTime(@TempDir Path directory)
      throws Exception {
    Path fifo = fifo(directory);
    AtomicInteger started = new AtomicInteger();
    Check stalled =
        check(
            "stalled",
            told -> {
              started.incrementAndGet();
              told.accept(Finding.warn("stalled", "it is a FIFO", ""));
              try (FileInputStream in = new FileInputStream(fifo.toFile())) {
                told.accept(Finding.pass("stalled", "read " + in.read()));
              }
            });
    Check quick = check("quick", told -> told.accept(Finding.pass("quick", "fine")));

    List<Finding> first = findings(stalled, quick);
    assertThat(first)
        .extracting(Finding::level)
        .containsExactly(Level.WARN, Level.FAIL, Level.PASS);
    assertThat(first.get(0).text()).isEqualTo("it is a FIFO");
    assertThat(first.get(1).text()).startsWith("/it/stalled did not answer within");
    for (int again = 0; again < 3; again++) {
      assertThat(findings(stalled, quick))
          .extracting(Finding::text)
          .containsExactly(
              "/it/stalled still does not answer since an earlier doctor asked", "fine");
    }
    assertThat(started).hasValue(1);

    try (FileOutputStream out = new FileOutputStream(fifo.toFile())) {
      out.write('x');
    }
    await().until(() -> threads("stalled") == 0);
    Check healed = check("stalled", told -> told.accept(Finding.pass("stalled", "back")));
    assertThat(findings(healed)).extracting(Finding::text).containsExactly("back");
  }

  private static long threads(String check) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("doctor " + check))
        .count();
  }

  @Test
  void aCheckThatWaitsIsEndedByAnInterrupt() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    assertThat(findings(check("waiting", _ -> never.await()))).hasSize(1);
    await().until(() -> threads("waiting") == 0);
  }

  @Test
  void whatIsThrownAtACheckIsAFinding() throws Exception {
    assertThat(
            findings(
                check(
                    "io",
                    _ -> {
                      throw new IOException("no disk");
                    }),
                check(
                    "bug",
                    _ -> {
                      throw new IllegalStateException("a bug");
                    })))
        .extracting(Finding::level)
        .containsExactly(Level.WARN, Level.FAIL);
  }

  @Test
  void aFixThatHangsIsNotWaitedFor() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Fix fix =
        new Fix(
            "wait for ever",
            () -> {
              never.await();
              return "done";
            });
    assertThat(examination.carryOut(fix, Duration.ofSeconds(9))).contains("did not answer");
    assertThat(examination.carryOut(new Fix("say so", () -> "said"), Duration.ofSeconds(9)))
        .isEqualTo("said");
  }
}
