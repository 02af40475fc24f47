package dev.tmuxsupervisor.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * Red when the witness is no part of the question: one knows of a server, and another does not.
   */
  @Test
  void nobodyGetsAListOfSomebodyWhoKnowsSomethingElseOfTheServer() throws Exception {
    List<Future<Boolean>> own = new ArrayList<>();
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < ASKERS; i++) {
        Knowing witness = new Knowing(i % 2);
        own.add(many.submit(() -> isOwn(witness)));
        LockSupport.parkNanos(100_000);
      }
    }
    assertThat(own).allSatisfy(answer -> assertThat(answer.resultNow()).isTrue());
  }

  private record Knowing(long number) implements ServerWitness {
    @Override
    public Optional<String> stillRunning() {
      return Optional.empty();
    }
  }

  private boolean isFresh() {
    long asked = System.nanoTime();
    return listings.ask(question(ServerWitness.NONE), () -> list(1))
            instanceof Running<Snapshot>(Snapshot snapshot)
        && snapshot.server().startTime() - asked >= 0;
  }

  private boolean isOwn(Knowing witness) {
    return listings.ask(question(witness), () -> list(1 + witness.number()))
            instanceof Running<Snapshot>(Snapshot snapshot)
        && snapshot.server().pid() == 1 + witness.number();
  }

  private static Listings.Question question(ServerWitness witness) {
    return new Listings.Question(new Listing(List.of()), Map.of(), Duration.ofSeconds(5), witness);
  }

  /** Bears the moment at which it was begun. */
  private Answer<Snapshot> list(long pid) {
    long begun = System.nanoTime();
    lists.incrementAndGet();
    LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    return new Running<>(
        new Snapshot(new ServerIdentity(pid, begun), TmuxVersion.MINIMUM, List.of(), List.of()));
  }
}
