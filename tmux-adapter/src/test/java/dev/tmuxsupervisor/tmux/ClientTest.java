package dev.tmuxsupervisor.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ClientTest {
  /** Red when {@link ClientExecutor} gives its watchdog what is left, be it less than one ms. */
  @ParameterizedTest
  @MethodSource("upToTwoMilliseconds")
  void howeverLittleTimeIsLeftThereIsAnAnswer(Duration left) {
    Answer<Exit> answer =
        new Client().run(List.of("/bin/sleep", "9"), Map.of(), Path.of("/"), "", Deadline.in(left));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Unreachable.class,
            unreachable -> assertThat(unreachable.reason()).isEqualTo(Reason.DEADLINE));
  }

  static List<Duration> upToTwoMilliseconds() {
    return LongStream.rangeClosed(0, 40).mapToObj(step -> Duration.ofNanos(step * 50_000)).toList();
  }
}
