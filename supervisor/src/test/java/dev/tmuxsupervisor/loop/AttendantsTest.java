package dev.tmuxsupervisor.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.act.StandIns;
import dev.tmuxsupervisor.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttendantsTest {
  @TempDir private Path directory;
  private final Agenda agenda = new Agenda();
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch leave = new CountDownLatch(1);
  private final List<Thread> visitors = new CopyOnWriteArrayList<>();
  private final AtomicInteger back = new AtomicInteger();
  private final AtomicInteger going = new AtomicInteger();
  private LoopFixture fixture;
  private Attendants attendants;

  @BeforeEach
  void create() {
    fixture = new LoopFixture(directory);
    attendants =
        new Attendants(agenda, new MassWatch(fixture.chronicle(), agenda, fixture, _ -> {}));
  }

  @AfterEach
  void close() throws Exception {
    over.countDown();
    leave.countDown();
    agenda.close();
    attendants.finish(System.nanoTime() + Duration.ofSeconds(30).toNanos());
  }

  private void plan(int workers) throws Exception {
    for (int i = 0; i < workers; i++) {
      agenda.plan(fixture.worker("w" + i), Duration.ZERO, Instant.EPOCH);
    }
  }

  /** Begins with so many workers, and waits until so many of them are being looked after. */
  private void startWith(int workers, int visited) throws Exception {
    attendants.start(this::visit);
    plan(workers);
    await().until(() -> visitors.size() == visited);
  }

  /** Waits for an old run to end, and goes on with the worker until it may leave. */
  private void visit(Worker worker) throws InterruptedException {
    visitors.add(Thread.currentThread());
    try (StandIns.StandIn _ = attendants.call()) {
      over.await();
      back.incrementAndGet();
    }
    going.incrementAndGet();
    leave.await();
  }

  private boolean allWait() {
    return visitors.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING);
  }

  /** Red when {@code Attendants.call} starts nobody. */
  @Test
  void whoWaitsForAnOldRunToEndKeepsNobodyElseWaiting() throws Exception {
    startWith(5 * Attendants.AT_ONCE, 5 * Attendants.AT_ONCE);
  }

  /** Red when whoever comes back does not take a hand first. */
  @Test
  void ofThoseWhoComeBackAtOnceAFewGoOn() throws Exception {
    startWith(5 * Attendants.AT_ONCE, 5 * Attendants.AT_ONCE);
    over.countDown();
    await().until(() -> back.get() == 5 * Attendants.AT_ONCE && allWait());
    assertThat(going).hasValue(Attendants.AT_ONCE);
    leave.countDown();
    await().until(agenda::isIdle);
    assertThat(going).hasValue(5 * Attendants.AT_ONCE);
  }

  /** Red when {@code Attendants.call} does not ask how many threads there are. */
  @Test
  void noMoreThreadsThanThatAreStarted() throws Exception {
    startWith(Attendants.MOST + Attendants.AT_ONCE, Attendants.MOST);
    await().until(this::allWait);
    assertThat(attendants.size()).isEqualTo(Attendants.MOST);
    assertThat(agenda.isIdle()).isFalse();
    over.countDown();
    leave.countDown();
    await().until(() -> visitors.size() == Attendants.MOST + Attendants.AT_ONCE);
  }

  /** Red when {@code Attendants.isNeeded} is always true. */
  @Test
  void thoseWhoStoodInLeaveWhenTheOthersAreBack() throws Exception {
    startWith(3 * Attendants.AT_ONCE, 3 * Attendants.AT_ONCE);
    over.countDown();
    leave.countDown();
    await().until(() -> attendants.size() == Attendants.AT_ONCE);
  }
}
