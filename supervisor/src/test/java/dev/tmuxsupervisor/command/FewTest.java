package dev.tmuxsupervisor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.Uninterruptibles;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FewTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 100).boxed().toList();

  @Test
  void neverMoreThanFourAtATimeAndTheResultsAreInOrder() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Integer> results =
        Few.atATime(
            ITEMS,
            item -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              Thread.onSpinWait();
              running.decrementAndGet();
              return -item;
            });
    assertThat(most).hasValueLessThanOrEqualTo(Few.AT_ONCE);
    assertThat(results).isEqualTo(ITEMS.stream().map(item -> -item).toList());
  }

  @Test
  void whoIsInterruptedEndsWhatBeganAndBeginsNoMore() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    AtomicBoolean told = new AtomicBoolean();
    CountDownLatch go = new CountDownLatch(1);
    Thread user =
        Thread.ofPlatform()
            .start(() -> {
              try {
                Few.atATime(
                    ITEMS,
                    _ -> {
                      begun.incrementAndGet();
                      Uninterruptibles.awaitUninterruptibly(go);
                      return ended.incrementAndGet();
                    });
              } catch (InterruptedException e) {
                told.set(true);
              }
            });
    await().until(() -> begun.get() == Few.AT_ONCE);
    user.interrupt();
    await().until(() -> waitsForTheEnd(user));
    go.countDown();
    user.join();
    assertThat(told).isTrue();
    assertThat(begun).hasValue(Few.AT_ONCE);
    assertThat(ended).hasValue(Few.AT_ONCE);
  }

  /** From then on what did not begin is cancelled. */
  private static boolean waitsForTheEnd(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("awaitTermination"));
  }
}
