package dev.tmuxsupervisor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeaningsTest {
  private final Meanings<Integer> meanings = new Meanings<>();

  @Test
  void whatWasLearntIsKnownAndNothingElse() {
    assertThat(meanings.learn("one", 1)).isEqualTo(1);
    assertThat(meanings.of("one")).contains(1);
    assertThat(meanings.of("one ")).isEmpty();
  }

  /** Red without the weight: a text of each generation of each worker would stay for ever. */
  @Test
  void itForgetsRatherThanGrow() {
    int texts = 10_000;
    for (int i = 0; i < texts; i++) {
      meanings.learn(text(i), i);
    }
    long known = IntStream.range(0, texts).filter(i -> meanings.of(text(i)).isPresent()).count();
    assertThat(known).isBetween(1_000L, 4_200L);
  }

  @Test
  void aTextOfAHugeFileIsNotKept() {
    String huge = "x".repeat(100_000);
    assertThat(meanings.learn(huge, 7)).isEqualTo(7);
    assertThat(meanings.of(huge)).isEmpty();
  }

  private static String text(int number) {
    return number + "-".repeat(1_000);
  }
}
