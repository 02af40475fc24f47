package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.process.Liveness;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** People and scripts keep agents out. */
class LockByHandIT extends OnBench {
  /** Two clocks and whole milliseconds. */
  private static final Duration ROUNDING = Duration.ofMillis(20);

  private String code(int exit, String... words) throws Exception {
    return bench().json(exit, words).at("/error/code").asText();
  }

  @Test
  void agentsAreKeptOutUntilItIsReleased() throws Exception {
    bench().worker("w");
    bench().spawn("agent", "sleep", "1000");
    long pid = bench().pidOf("agent");
    assertThat(code(2, "lock", "acquire", "w")).isEqualTo("USAGE");
    assertThat(code(2, "lock", "acquire", "w", "--reason", "\u001b[2J")).isEqualTo("USAGE");
    assertThat(code(2, "lock", "acquire", "w", "--reason", "x", "--ttl", "0s")).isEqualTo("USAGE");
    assertThat(bench().lock("w")).doesNotExist();

    JsonNode taken = bench().data("lock", "acquire", "./w", "--reason", "#(x)", "--by", "ana");
    assertThat(taken.path("worker").asText()).isEqualTo("w");
    assertThat(code(4, "spawn", "w", "--", "sleep", "1000")).isEqualTo("LOCK_RESERVED");
    assertThat(code(4, "lock", "acquire", "w", "--reason", "y")).isEqualTo("LOCK_RESERVED");
    assertThat(bench().run("list").orFail().out())
        .containsPattern("w +reserved +- +ana: #\\(x\\) +- +- +- +[0-9]+s ");
    assertThat(bench().run("why", "w").orFail().out()).contains("kept by hand by ana (#(x)) until");
    assertThat(bench().data("lock", "show", "w").path("who").asText()).isEqualTo("ana");
    bench().run("stop", "w").orFail();
    assertThat(bench().verdict("w")).isEqualTo("reserved");
    assertThat(bench().run("wait", "w", "--until", "stopped").orFail().out())
        .contains("w is reserved");
    assertThat(bench().run("attach", "w").err()).contains("#(x)", "supervisor lock release w");
    assertThat(bench().run("status").orFail().out()).containsPattern("w +down +reserved +-");
    assertThat(bench().run("locks", "clean", "--yes").orFail().out()).contains("w: kept, reserved");
    await().until(() -> bench().tmux("show", "-gqv", "@supervisor_status").equals("1●"));
    assertThat(bench().tmux("show", "-gqv", "@supervisor_worst")).isEmpty();

    assertThat(code(4, "lock", "acquire", "agent", "--reason", "y")).isEqualTo("LOCK_HELD");
    JsonNode forced =
        bench().data("lock", "acquire", "agent", "--reason", "y", "--force", "--ttl", "1h");
    assertThat(ProcessTable.probe(pid, OptionalLong.empty())).isInstanceOf(Liveness.Dead.class);
    assertThat(forced.at("/ended/0/pid").asLong()).isEqualTo(pid);
    assertThat(bench().verdict("agent")).isEqualTo("reserved");

    String id = taken.path("id").asText();
    bench().run("lock", "acquire", "w", "--reason", "z", "--force").orFail();
    assertThat(code(4, "lock", "release", "w", "--id", id)).isEqualTo("LOCK_RESERVED");
    assertThat(bench().run("lock", "release", "w").orFail().out()).contains("(z)");
    bench().spawn("w", "sleep", "1000");
    assertThat(code(4, "lock", "release", "w", "--id", id)).isEqualTo("LOCK_HELD");
  }

  @Test
  void itFreesItselfAndAWantedWorkerComesBack() throws Exception {
    bench().spawn("w", "sleep", "1000");
    bench().run("stop", "w").orFail();
    bench().worker("empty");
    bench().run("lock", "acquire", "empty", "--reason", "x", "--ttl", "2s").orFail();
    JsonNode taken = bench().data("lock", "acquire", "w", "--reason", "x", "--ttl", "3s");
    Worker worker = Worker.resolve(bench().root(), new WorkerName("w"));
    try (Guard guard = Guard.take(worker.runtime(), Duration.ofSeconds(20))) {
      var spec = worker.file().read().orElseThrow();
      worker
          .file()
          .write(
              guard,
              spec.with(Desired.UP)
                  .with(spec.history().forgiven())
                  .with(dev.tmuxsupervisor.worker.Policy.DEFAULT));
    }
    bench().run("server", "stop").orFail(); // its time goes on
    bench().run("version").orFail();
    await()
        .untilAsserted(() -> {
          assertThat(bench().lock("empty")).doesNotExist();
          assertThat(bench().data("why", "w").path("state").asText()).isEqualTo("running");
        });
    assertThat(Instant.parse(bench().lockOf("w").path("acquired_at").asText()))
        .as("it was not brought back before %s", taken.path("until"))
        .isAfter(Instant.parse(taken.path("until").asText()).minus(ROUNDING));
    assertThat(bench().run("events").orFail().out())
        .containsPattern("empty +release +expired: .*\\(x\\), and the time for that is over");
  }

  @Test
  void ofManyAtOnceOneGetsIt() throws Exception {
    bench().worker("w");
    bench().run("version").orFail();
    List<Launcher.Running> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(
          bench()
              .launcher()
              .start("lock", "acquire", bench().root() + "/w", "--reason", "r", "--by", "b" + i));
    }
    List<Integer> exits = new ArrayList<>();
    for (Launcher.Running one : all) {
      exits.add(one.await().exit());
    }
    assertThat(exits).containsOnly(0, 4).containsOnlyOnce(0);
    int winner = exits.indexOf(0);
    assertThat(bench().lockOf("w").at("/supervisor/by_hand/who").asText()).isEqualTo("b" + winner);
    assertThat(Files.exists(bench().lock("w"))).isTrue();
  }
}
