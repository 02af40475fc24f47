package dev.tmuxsupervisor.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.publish.WorkerStatus;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AfterlooksTest {
  @TempDir private Path directory;
  private final Board board = new Board();
  private LoopFixture fixture;
  private Afterlooks afterlooks;
  private Thread thread;

  @BeforeEach
  void open() throws Exception {
    fixture = new LoopFixture(directory);
    TmuxSocket nobodys = new TmuxSocket(directory.resolve("tmux"));
    afterlooks = new Afterlooks(new Eyes(new Surroundings(), board).usually(nobodys));
    thread = new Thread(afterlooks::run);
  }

  @AfterEach
  void end() throws Exception {
    thread.interrupt();
    assertThat(thread.join(Duration.ofSeconds(20))).as("it ends when interrupted").isTrue();
  }

  @Test
  void oneThatCannotBeReadIsUnknownAndHidesNobody() throws Exception {
    Worker first = fixture.worker("first");
    Worker garbled = garbled("garbled");
    Worker last = fixture.worker("last");
    afterlooks.at(first);
    afterlooks.at(garbled);
    afterlooks.at(last);
    thread.start();
    await()
        .untilAsserted(() ->
            assertThat(states())
                .containsOnly(
                    Map.entry(first, State.STOPPED),
                    Map.entry(garbled, State.UNKNOWN),
                    Map.entry(last, State.STOPPED)));
  }

  @Test
  void whoeverComesLaterIsLookedAtToo() throws Exception {
    thread.start();
    Worker alone = fixture.worker("alone");
    afterlooks.at(alone);
    await().untilAsserted(() -> assertThat(states()).containsOnlyKeys(alone));
    Worker later = garbled("later");
    afterlooks.at(later);
    await().untilAsserted(() -> assertThat(states()).containsEntry(later, State.UNKNOWN));
  }

  private Worker garbled(String name) throws Exception {
    Worker worker = fixture.worker(name);
    worker.runtime().create();
    Files.writeString(worker.runtime().path().resolve("worker.json"), "{");
    return worker;
  }

  private Map<Worker, State> states() {
    return board.all().stream()
        .collect(Collectors.toMap(WorkerStatus::worker, status -> status.condition().state()));
  }
}
