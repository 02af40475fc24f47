package dev.tmuxsupervisor.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.Exit;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.RunRecord;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpawnRequestTest {
  private static final List<String> PLAIN = List.of("agent");
  private static final List<String> RESUME = List.of("agent", "--continue");

  @TempDir private Path town;
  private Worker worker;

  @BeforeEach
  void open() throws Exception {
    Files.createDirectories(town.resolve("w"));
    worker = Worker.resolve(town, new WorkerName("w"));
    worker.runtime().create();
  }

  @Test
  void aWorkerWithoutARunTakesUpNothing() {
    assertThat(again(1).command()).isEqualTo(PLAIN);
  }

  @Test
  void whoeverWasKilledIsTakenUp() throws Exception {
    ended(1, new Exit.Signal(9));
    assertThat(again(1).command()).isEqualTo(RESUME);
  }

  /** Red when only the run of the spec's own generation is looked for. */
  @Test
  void aStartThatTmuxDidNotAnswerForgetsNoConversation() throws Exception {
    ended(1, new Exit.Signal(9));
    assertThat(again(2).command()).isEqualTo(RESUME);
    assertThat(again(3).command()).isEqualTo(RESUME);
  }

  @Test
  void theLatestRunDecides() throws Exception {
    ended(1, new Exit.Signal(9));
    ended(2, new Exit.Status(1));
    assertThat(again(2).command()).isEqualTo(PLAIN);
  }

  private void ended(long generation, Exit exit) throws Exception {
    RunRecord run =
        new RunRecord(
            generation,
            "run" + generation,
            7,
            Optional.empty(),
            Instant.EPOCH,
            Optional.of(Duration.ofSeconds(1)),
            exit,
            "the agent ended",
            List.of());
    try (Guard guard = Guard.take(worker.runtime(), Duration.ofSeconds(5))) {
      worker.runs().add(guard, run);
    }
  }

  private SpawnRequest again(long generation) {
    WorkerSpec spec =
        new WorkerSpec(
            Desired.UP,
            generation,
            WorkerSpec.newRun(),
            PLAIN,
            RESUME,
            Map.of(),
            Map.of(),
            "w",
            town.resolve("tmux"),
            Policy.DEFAULT,
            History.FRESH);
    return SpawnRequest.again(worker, spec, History.FRESH);
  }
}
