package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.worker.Exit;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.History.Standing;
import dev.tmuxsupervisor.worker.RunRecord;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a worker is at, told and waited for. */
class StatesIT extends OnBench {
  private Worker worker(String name) throws Exception {
    return Worker.resolve(bench().root(), new WorkerName(name));
  }

  /** What the supervisor writes down when the first run has ended and the next is an hour away. */
  private void write(String name, Standing standing) throws Exception {
    BootTime now = BootTime.now();
    History history =
        new History(
            standing,
            Optional.of(now.plus(Duration.ofHours(1))),
            4,
            Duration.ofSeconds(8),
            List.of(now, now),
            false,
            4,
            1,
            Optional.of(new Exit.Signal(9)));
    Worker worker = worker(name);
    try (Guard guard = Guard.take(worker.runtime(), Duration.ofSeconds(20))) {
      worker.file().write(guard, worker.file().read().orElseThrow().with(history));
    }
  }

  private String state(String name) throws Exception {
    return bench().data("why", name).path("state").asText();
  }

  private void kill(String name) throws Exception {
    ProcessHandle.of(bench().pidOf(name)).orElseThrow().destroyForcibly();
  }

  /** The verdict alone cannot tell: all of these are orphaned sessions. */
  @Test
  void aWorkerThatIsDownSaysWhatIsToComeOfIt() throws Exception {
    bench().spawn("w", "sleep", "1000");
    write("w", Standing.RETRY); // before it ends, so that nobody else writes down its end
    kill("w");
    await().until(() -> state("w").equals("backing_off"));
    assertThat(bench().run("list").orFail().out())
        .containsPattern("w +backing_off (1h0m|59m\\d+s) .* 4 +signal 9 ");
    JsonNode row = bench().data("list").at("/workers/0");
    assertThat(row.at("/restarts/count").asInt()).isEqualTo(4);
    assertThat(row.at("/restarts/in_window").asInt()).isEqualTo(2);
    assertThat(row.at("/restarts/breaker").asText()).isEqualTo("closed");
    assertThat(row.at("/restarts/next_attempt_in_ms").asLong()).isBetween(1L, 3_600_000L);
    assertThat(row.at("/last_exit/signal").asInt()).isEqualTo(9);
    assertThat(row.at("/policy/restart").asText()).isEqualTo("on-failure");
    assertThat(bench().run("why", "w").orFail().out())
        .contains("state backing_off ", "policy restart on-failure, backoff 1s..5m")
        .contains("restarts 4, 2 within the last 10m, breaker closed", "last exit signal 9")
        .contains("next attempt in ");
    assertThat(
            bench()
                .json(124, "wait", "w", "--until", "running", "--timeout", "100ms")
                .at("/error/code")
                .asText())
        .isEqualTo("WAIT_TIMEOUT");

    write("w", Standing.BROKEN);
    assertThat(bench().data("wait", "w", "--until", "failed").at("/restarts/breaker").asText())
        .isEqualTo("open");
    assertThat(bench().run("list").out()).contains(" 4 open ");
    JsonNode missed = bench().json(7, "wait", "w", "--until", "running,finished");
    assertThat(missed.at("/error/code").asText()).isEqualTo("STATE_MISSED");
    assertThat(missed.at("/error/message").asText()).contains("w is not ", "the breaker is open");

    write("w", Standing.FINISHED);
    bench().run("wait", "w", "--until", "finished").orFail();
    assertThat(bench().run("wait", "w", "--until", "stopped").exit()).isEqualTo(7);
  }

  @Test
  void whoWaitsIsToldWhenItHappens() throws Exception {
    bench().spawn("crew/a", "sleep", "1000");
    bench().spawn("crew/b", "sleep", "1000");
    assertThat(bench().run("wait", "crew/*", "--until", "running").orFail().out())
        .isEqualTo("crew/a is running\ncrew/b is running\n");
    Launcher.Running waiting =
        bench()
            .launcher()
            .start("wait", "crew/*", "--until", "stopped", "--root", bench().root().toString());
    bench().run("stop", "crew/a").orFail();
    assertThat(waiting.process().isAlive()).isTrue();
    bench().run("stop", "crew/b").orFail();
    Result waited = waiting.await();
    assertThat(waited.orFail().out()).isEqualTo("crew/a is stopped\ncrew/b is stopped\n");
    assertThat(bench().run("wait", "crew/a", "--until", "running").exit()).isEqualTo(7);
    assertThat(bench().run("wait", "crew/c", "--until", "running").exit()).isEqualTo(3);
  }

  @Test
  void theRunsThatAreOverAreListedWithWhatTheirScreensShowed() throws Exception {
    bench().spawn("w", "sleep", "1000");
    Result none = bench().run("runs", "w").orFail();
    assertThat(none.err()).contains("no run is over yet");
    Worker worker = worker("w");
    try (Guard guard = Guard.take(worker.runtime(), Duration.ofSeconds(20))) {
      worker.runs().add(guard, over(1, new Exit.Status(3), "the agent ended"));
      worker.runs().add(guard, over(2, new Exit.Unknown(), "its session was killed"));
    }
    String out = bench().run("runs", "w", "-n").orFail().out();
    assertThat(out.lines().map(line -> line.replaceAll(" +", " ").replaceAll("[0-9]+s ago", "0s")))
        .containsExactly(
            "WORKER GEN ENDED LASTED EXIT CAUSE",
            "w 2 0s 1m5s unknown its session was killed",
            " | last words of 2?",
            "w 1 0s 1m5s 3 the agent ended",
            " | last words of 1?");
    JsonNode run = bench().data("runs", "w").at("/runs/1");
    assertThat(run.at("/exit/status").asInt()).isEqualTo(3);
    assertThat(run.path("duration_ms").asLong()).isEqualTo(65_000);
    assertThat(run.at("/last_lines/0").asText()).startsWith("last words of 1");
  }

  private static RunRecord over(long generation, Exit exit, String cause) {
    return new RunRecord(
        generation,
        "run" + generation,
        4_000_000,
        Optional.empty(),
        Instant.now(),
        Optional.of(Duration.ofSeconds(65)),
        exit,
        cause,
        List.of("last words of " + generation + "\u001b"));
  }
}
