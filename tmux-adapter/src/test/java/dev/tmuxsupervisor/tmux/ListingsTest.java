package dev.tmuxsupervisor.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class ListingsTest {
  private static final int ASKERS = 200;

  private final Listings listings = new Listings();
  private final AtomicInteger lists = new AtomicInteger();

  /**
   * Red when {@code Listings.begin} leaves the question for those who come later: they get what was
   * seen before they asked.
   */
  @Test
  void manyShareAListAndNobodyGetsOneThatWasBegunBeforeTheyAsked() throws Exception {
    List<Future<Boolean>> fresh = new ArrayList<>();
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < ASKERS; i++) {
        fresh.add(many.submit(this::isFresh));
        LockSupport.parkNanos(100_000);
      }
    }
    assertThat(fresh).allSatisfy(answer -> assertThat(answer.resultNow()).isTrue());
    assertThat(lists.get()).isLessThan(ASKERS / 2);
  }

  @Test
  void whoAsksForSomethingElseGetsAnotherList() {
    Answer<Snapshot> bare = listings.ask(question(), this::list);
    Answer<Snapshot> other =
        listings.ask(
            new Listings.Question(new Listing(List.of("@mark")), Map.of(), Duration.ofSeconds(5)),
            this::list);
    assertThat(bare).isNotEqualTo(other);
  }

  private boolean isFresh() {
    long asked = System.nanoTime();
    return listings.ask(question(), this::list) instanceof Running<Snapshot>(Snapshot snapshot)
        && snapshot.server().startTime() - asked >= 0;
  }

  private static Listings.Question question() {
    return new Listings.Question(new Listing(List.of()), Map.of(), Duration.ofSeconds(5));
  }

  /** Bears the moment at which it was begun. */
  private Answer<Snapshot> list() {
    long begun = System.nanoTime();
    int number = lists.incrementAndGet();
    LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    return new Running<>(
        new Snapshot(new ServerIdentity(number, begun), TmuxVersion.MINIMUM, List.of(), List.of()));
  }
}
