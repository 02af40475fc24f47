package dev.tmuxsupervisor.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.judge.Condition;
import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.publish.WorkerStatus;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardTest {
  @TempDir private Path directory;
  private final Board board = new Board();

  private WorkerStatus status(String name, State state) throws Exception {
    Worker worker = new LoopFixture(directory).worker(name);
    return new WorkerStatus(
        worker,
        new Condition(state, "it is so", Optional.empty()),
        new TmuxSocket(Path.of("/run/t")),
        Optional.empty());
  }

  @Test
  void aLookThatBeganEarlierDoesNotReplaceALaterOne() throws Exception {
    board.put(status("w", State.RUNNING), 20);
    board.put(status("w", State.RECOVERING), 10);
    assertThat(board.all()).containsExactly(status("w", State.RUNNING));
  }

  @Test
  void whoeverIsLongestInItsStateComesFirst() throws Exception {
    board.put(status("a", State.RUNNING), 10);
    board.put(status("b", State.FAILED), 11);
    board.put(status("a", State.FAILED), 12);
    board.put(status("b", State.FAILED), 13);
    assertThat(board.all()).containsExactly(status("b", State.FAILED), status("a", State.FAILED));
  }

  @Test
  void theSameAgainIsNoChange() throws Exception {
    board.put(status("w", State.RUNNING), 10);
    long known = board.changes();
    board.put(status("w", State.RUNNING), 11);
    assertThat(board.await(known, Duration.ZERO)).isEqualTo(known);
    board.put(status("w", State.FAILED), 12);
    assertThat(board.await(known, Duration.ofSeconds(60))).isGreaterThan(known);
  }

  @Test
  void itIsCompleteOnceASweepWentRound() throws Exception {
    board.put(status("a", State.RUNNING), 10);
    board.put(status("b", State.RUNNING), 10);
    assertThat(board.isComplete()).isFalse();
    assertThat(board.isSwept(Duration.ofDays(1))).isFalse();

    board.swept(List.of(status("a", State.RUNNING).worker()), 20);

    assertThat(board.isComplete()).isTrue();
    assertThat(board.isSwept(Duration.ofDays(1))).isTrue();
    assertThat(board.isSwept(Duration.ZERO)).isFalse();
    assertThat(board.all()).containsExactly(status("a", State.RUNNING));
  }

  @Test
  void nobodyWaitsForASweepBeforeItIsDue() {
    board.swept(List.of(), 20);
    assertThat(board.isSwept(Duration.ZERO)).isFalse();

    board.sweepsAgainIn(Duration.ofDays(1));

    assertThat(board.isSwept(Duration.ZERO)).isTrue();
  }

  /** Red when the pause that follows a sweep that failed counts as one that went round. */
  @Test
  void aSweepThatFailedIsNotTakenForOneThatWentRound() {
    Duration late = Duration.ofMillis(20);
    board.swept(List.of(), 20);
    await().until(() -> !board.isSwept(late));

    board.sweepsAgainIn(Duration.ZERO);

    assertThat(board.isSwept(late)).isFalse();
  }

  /** It was spawned while the sweep went round. */
  @Test
  void whoeverWasSeenSinceTheSweepBeganStays() throws Exception {
    board.put(status("old", State.RUNNING), 10);
    board.put(status("new", State.RUNNING), 25);

    board.swept(List.of(), 20);

    assertThat(board.all()).containsExactly(status("new", State.RUNNING));
  }

  @Test
  void aWorkerThatCannotBeLookedAtStaysWhereItWas() throws Exception {
    TmuxSocket usual = new TmuxSocket(Path.of("/run/usual"));
    WorkerStatus before = status("w", State.RUNNING);
    board.put(before, 10);

    board.putUnknown(before.worker(), "no permission", usual, 20);

    assertThat(board.all())
        .singleElement()
        .satisfies(now -> {
          assertThat(now.condition().state()).isEqualTo(State.UNKNOWN);
          assertThat(now.socket()).isEqualTo(before.socket());
        });
  }
}
