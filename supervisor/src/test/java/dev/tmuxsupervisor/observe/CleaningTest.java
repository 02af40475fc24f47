package dev.tmuxsupervisor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.act.Cleaner;
import dev.tmuxsupervisor.judge.Disposal;
import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.lock.GuardBusyException;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Cleaning while sixteen processes take and release the same locks. How many rounds is said by the
 * property {@code locks.rounds}; {@code src/bench/locks/run} does two thousand.
 */
@Timeout(1800)
class CleaningTest {
  private static final int ROUNDS = Integer.getInteger("locks.rounds", 60);
  private static final int CLEANERS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration HESITATION = Duration.ofMillis(20);
  private static final long SEED = System.nanoTime();

  private static @Nullable Traffic opened;

  @BeforeAll
  static void open() throws Exception {
    System.out.println("seed " + SEED);
    opened = new Traffic(SEED);
  }

  @AfterAll
  static void close() throws Exception {
    traffic().close();
  }

  private static Traffic traffic() {
    return java.util.Objects.requireNonNull(opened);
  }

  /** Acts on a worker whose lock looked stale; answers how many locks it released. */
  @FunctionalInterface
  private interface Janitor {
    int release(Worker worker) throws IOException, InterruptedException;
  }

  private final AtomicLong released = new AtomicLong();
  private final AtomicLong busy = new AtomicLong();

  @Test
  void noLiveLockIsRemovedAndEveryOneThatIsWasLeftBehind() throws Exception {
    Traffic.Counts counts = clean("guarded", CleaningTest::asItIs);
    assertThat(counts.lost()).as("live locks removed").isZero();
    assertThat(released).hasPositiveValue();
    assertThat(counts.taken()).isPositive();
  }

  /** The same look and the same judgement a second time, but others may write meanwhile. */
  @Test
  void withoutTheGuardLiveLocksAreRemoved() throws Exception {
    assertThat(clean("without the guard", CleaningTest::withoutGuard).lost()).isPositive();
  }

  /** Under the guard, but believing the look before it. */
  @Test
  void withoutTheSecondLookLiveLocksAreRemoved() throws Exception {
    assertThat(clean("without the second look", CleaningTest::withoutSecondLook).lost())
        .isPositive();
  }

  private static int asItIs(Worker worker) throws IOException, InterruptedException {
    Cleaner cleaner =
        new Cleaner((of, spec, guarded) -> traffic().observer().look(of, spec, guarded), PATIENCE);
    if (!(cleaner.clean(worker) instanceof Disposal.Release(Verdict.Stale stale))) {
      return 0;
    }
    assertThat(stale.lock().lock().pid()).isEqualTo(traffic().dead().pid());
    return 1;
  }

  private static int withoutGuard(Worker worker) throws IOException {
    Evidence evidence = slowLook(worker, Optional.empty(), true);
    return Disposal.of(evidence, Optional.empty(), BootTime.now()) instanceof Disposal.Release
        ? unlink(worker)
        : 0;
  }

  private static int withoutSecondLook(Worker worker) throws IOException, InterruptedException {
    try (Guard _ = Guard.take(worker.runtime(), PATIENCE)) {
      return unlink(worker);
    }
  }

  private static int unlink(Worker worker) throws IOException {
    return Files.deleteIfExists(worker.runtime().lockFile()) ? 1 : 0;
  }

  /** Whoever looks may be stopped by the kernel before it acts. */
  private static Evidence slowLook(Worker worker, Optional<WorkerSpec> spec, boolean underGuard)
      throws IOException {
    Evidence evidence = traffic().observer().look(worker, spec, underGuard);
    LockSupport.parkNanos(HESITATION.toNanos());
    return evidence;
  }

  private static Disposal look(Observer observer, Worker worker) throws IOException {
    return Disposal.of(
        observer.look(worker, Optional.empty(), false), Optional.empty(), BootTime.now());
  }

  private Traffic.Counts clean(String how, Janitor janitor) throws Exception {
    Traffic.Counts before = traffic().counts();
    long start = System.nanoTime();
    AtomicInteger rounds = new AtomicInteger(ROUNDS);
    List<Future<?>> cleaners = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(CLEANERS)) {
      for (int i = 0; i < CLEANERS; i++) {
        cleaners.add(
            pool.submit(() -> {
              while (rounds.getAndDecrement() > 0) {
                round(janitor);
              }
              return 0;
            }));
      }
    }
    for (Future<?> cleaner : cleaners) {
      cleaner.get();
    }
    Traffic.Counts counts = traffic().counts().since(before);
    System.out.printf(
        "%s: %d rounds in %.1f s; %d locks taken, %d left behind, %d released, %d times busy,"
            + " %d live ones removed%n",
        how,
        ROUNDS,
        (System.nanoTime() - start) / 1e9,
        counts.taken(),
        counts.left(),
        released.get(),
        busy.get(),
        counts.lost());
    return counts;
  }

  /** One look at all workers, as the verb does, then those whose locks look stale. */
  private void round(Janitor janitor) throws IOException, InterruptedException {
    Observer observer = traffic().observer();
    List<Worker> candidates = new ArrayList<>();
    for (Worker worker : traffic().workers()) {
      if (look(observer, worker) instanceof Disposal.Release) {
        candidates.add(worker);
      }
    }
    for (Worker worker : candidates) {
      try {
        released.addAndGet(janitor.release(worker));
      } catch (GuardBusyException e) {
        busy.incrementAndGet();
      }
    }
  }
}
