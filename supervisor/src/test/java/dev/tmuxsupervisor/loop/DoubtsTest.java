package dev.tmuxsupervisor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoubtsTest {
  @TempDir private Path directory;
  private LoopFixture fixture;
  private Doubts doubts;
  private Worker worker;

  @BeforeEach
  void open() throws Exception {
    fixture = new LoopFixture(directory);
    doubts = new Doubts(fixture.chronicle(), fixture);
    worker = fixture.worker("w");
  }

  @Test
  void aShortDoubtIsNotToldOf() throws Exception {
    doubts.doubt(worker, "tmux is silent");
    fixture.pass(Doubts.LASTING.minusNanos(1));
    doubts.doubt(worker, "tmux is silent");
    doubts.clear(worker);
    assertThat(fixture.told()).isEmpty();
  }

  @Test
  void aLastingDoubtIsToldOfOnceAndAgainWhenItIsOver() throws Exception {
    doubts.doubt(worker, "tmux is silent");
    for (int i = 0; i < 3; i++) {
      fixture.pass(Doubts.LASTING);
      doubts.doubt(worker, "tmux is silent");
    }
    doubts.clear(worker);
    doubts.clear(worker);
    assertThat(fixture.told()).containsExactly("doubt unknown", "doubt over");
    assertThat(fixture.events().getFirst().path("why").asText()).isEqualTo("tmux is silent");
    assertThat(fixture.events().getLast().path("lasted_ms").asLong())
        .isEqualTo(Doubts.LASTING.multipliedBy(3).toMillis());
  }

  @Test
  void aDoubtThatWasClearedBeginsAnew() throws Exception {
    doubts.doubt(worker, "tmux is silent");
    fixture.pass(Duration.ofSeconds(20));
    doubts.clear(worker);
    doubts.doubt(worker, "tmux is silent");
    fixture.pass(Duration.ofSeconds(20));
    doubts.doubt(worker, "tmux is silent");
    assertThat(fixture.told()).isEmpty();
  }

  @Test
  void everyWorkerHasItsOwn() throws Exception {
    doubts.doubt(worker, "tmux is silent");
    fixture.pass(Doubts.LASTING);
    doubts.doubt(fixture.worker("v"), "tmux is silent");
    assertThat(fixture.told()).isEmpty();
  }
}
