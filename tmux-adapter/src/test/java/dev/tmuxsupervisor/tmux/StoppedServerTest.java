package dev.tmuxsupervisor.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Red when {@link ForcefulProcess#destroy} sends SIGTERM instead: a client of a stopped server
 * stays.
 */
final class StoppedServerTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @RegisterExtension final TmuxFixture fixture = new TmuxFixture();

  @Test
  void fiftyCallsTimeOutAndLeaveNothingBehind() throws Exception {
    Created made = fixture.create("w");
    Tmux tmux = fixture.tmux().deadline(SHORT);
    GuardedKill kill = new GuardedKill(Guarded.of(made.server(), new SessionId(77)));
    calls(tmux, kill); // so that the JVM has what it keeps: reaper threads, loaded classes
    await()
        .until(() -> Left.now().threads().stream().noneMatch(name -> name.startsWith("Commons")));
    Left before = Left.now();
    signal("STOP", made);
    try {
      for (Future<Answer<?>> future : calls(tmux, kill)) {
        assertThat(future.resultNow())
            .isInstanceOfSatisfying(
                Unreachable.class,
                answer -> assertThat(answer.reason()).isEqualTo(Reason.DEADLINE));
      }
      await().untilAsserted(() -> assertThat(Left.now()).isEqualTo(before));
    } finally {
      signal("CONT", made);
    }
    assertThat(fixture.snapshot().sessions()).hasSize(1);
  }

  /** Red when {@link Lanes} opens one for each, or takes them one by one. */
  @Test
  void aFewClientsWaitForManyWhoMissTheirDeadlines() throws Exception {
    Created made = fixture.create("w");
    signal("STOP", made);
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      Tmux tmux = fixture.tmux().deadline(Duration.ofSeconds(2));
      List<Future<Answer<Snapshot>>> asked =
          IntStream.range(0, 30)
              .mapToObj(_ -> many.submit(() -> tmux.snapshot(List.of())))
              .toList();
      long most = 0;
      while (!asked.stream().allMatch(Future::isDone)) {
        most = Math.max(most, ProcessHandle.current().children().count());
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
      assertThat(most).isBetween(2L, 5L);
      assertThat(asked)
          .allSatisfy(answer -> assertThat(answer.resultNow()).isInstanceOf(Unreachable.class));
    } finally {
      signal("CONT", made);
    }
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() throws Exception {
    Created made = fixture.create("w");
    signal("STOP", made);
    try {
      Thread.currentThread().interrupt();
      Answer<Snapshot> answer = fixture.tmux().snapshot(List.of());
      assertThat(Thread.interrupted()).isTrue();
      assertThat(answer)
          .isInstanceOfSatisfying(
              Unreachable.class,
              unreachable -> assertThat(unreachable.reason()).isEqualTo(Reason.INTERRUPTED));
    } finally {
      signal("CONT", made);
    }
  }

  /** A late creation bears its mark, by which the caller knows it. */
  @Test
  void aCreationThatTimedOutMayHappenLaterAndIsMarked() throws Exception {
    Created made = fixture.create("w");
    signal("STOP", made);
    Answer<Created> late =
        fixture
            .tmux()
            .deadline(SHORT)
            .newSession(fixture.sleeper("late").withUserOptions(Map.of("@run", "7")));
    signal("CONT", made);
    assertThat(late).isInstanceOf(Unreachable.class);
    assertThat(fixture.snapshot("@run").sessions())
        .filteredOn(session -> session.name().equals("late"))
        .allSatisfy(session -> assertThat(session.options()).containsEntry("@run", "7"));
  }

  private record GuardedKill(Guarded<SessionId> target) {}

  private static List<Future<Answer<?>>> calls(Tmux tmux, GuardedKill kill) throws Exception {
    Callable<Answer<?>> ask = () -> tmux.snapshot(List.of());
    Callable<Answer<?>> change = () -> tmux.killSession(kill.target());
    try (ExecutorService eight = Executors.newFixedThreadPool(Client.AT_ONCE)) {
      return eight.invokeAll(
          IntStream.range(0, 50).mapToObj(i -> i % 2 == 0 ? ask : change).toList());
    }
  }

  private void signal(String name, Created made) {
    fixture.run(List.of("/bin/kill", "-" + name, Long.toString(made.server().pid())));
  }

  /** Without threads that the JDK keeps for a while, and those that ask and look here. */
  private record Left(List<String> threads, long descriptors, long children, String files) {
    private static final Pattern NOT_OURS =
        Pattern.compile("process reaper|pool-|ForkJoinPool|VirtualThread-|awaitility|Cleaner-");

    static Left now() throws IOException {
      try (var descriptors = Files.list(Path.of("/proc/self/fd"));
          var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
        return new Left(
            Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !NOT_OURS.matcher(name).lookingAt())
                .sorted()
                .toList(),
            descriptors.count(),
            ProcessHandle.current().children().count(),
            files
                .map(file -> file.getFileName().toString())
                .filter(name -> name.startsWith(CallFiles.PREFIX))
                .collect(Collectors.joining(",")));
      }
    }
  }
}
