package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.client.Speaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Somebody takes the lock by hand while another starts an agent, in two servers, which only the
 * kernel's lock keeps apart. Turned red when the acquire judged before it took the guard: both got
 * it. Twenty rounds, {@code -Drace.rounds=20}, are won by either about as often.
 */
class AcquireRaceIT {
  private static final int ROUNDS = Integer.getInteger("race.rounds", 10);

  /** A spawn looks around before it takes the guard. */
  private static final int HEAD_START_MS = 150;

  private static final long SEED = System.nanoTime();

  @Test
  void eitherTheAgentStartsOrTheLockIsTakenAndNeverBoth() throws Exception {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    int spawned = 0;
    try (Stage stage = Stage.create();
        ExecutorService pool = Executors.newFixedThreadPool(2)) {
      stage.launcher().run("-L", "a", "version").orFail();
      stage.launcher().run("-L", "b", "version").orFail();
      Speaker spawner = stage.speaker("a");
      Speaker keeper = stage.speaker("b");
      stage.spawn().orFail();
      stage.launcher().run("stop", Stage.WORKER).orFail();
      for (int round = 0; round < ROUNDS; round++) {
        Duration later = Duration.ofMillis(random.nextInt(HEAD_START_MS));
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Speaker.Answer>> answers = new ArrayList<>();
        answers.add(
            pool.submit(() -> {
              start.await();
              return spawner.say(stage.spawning());
            }));
        answers.add(
            pool.submit(() -> {
              start.await();
              Thread.sleep(later);
              return keeper.say("lock", "acquire", Stage.WORKER, "--reason", "deploy");
            }));
        Speaker.Answer spawn = answers.getFirst().get();
        Speaker.Answer acquire = answers.getLast().get();
        assertThat(List.of(spawn.exit(), acquire.exit()))
            .as("%d: %s, %s", round, spawn, acquire)
            .containsExactlyInAnyOrder(0, 4);
        assertThat(stage.referee().agents()).hasSize(spawn.exit() == 0 ? 1 : 0);
        boolean byHand = Referee.lock(stage.lock()).at("/supervisor/by_hand/who").isTextual();
        assertThat(byHand).isEqualTo(acquire.exit() == 0);
        spawned += spawn.exit() == 0 ? 1 : 0;
        Speaker.Answer undone =
            byHand ? keeper.say("lock", "release", Stage.WORKER) : keeper.say("stop", Stage.WORKER);
        assertThat(undone.exit()).as(undone.text()).isZero();
        stage.requireDown();
      }
    }
    System.out.printf(
        "acquire against spawn: %d and %d of %d%n", ROUNDS - spawned, spawned, ROUNDS);
  }
}
