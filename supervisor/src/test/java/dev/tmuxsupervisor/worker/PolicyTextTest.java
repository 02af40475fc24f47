package dev.tmuxsupervisor.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PolicyTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"1s..5m", "0s", "500ms..1h", "90s", "0s..1m"})
  void aBackoffIsPrintedAsItIsRead(String text) {
    assertThat(PolicyText.print(PolicyText.backoff(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5/10m", "1/1s", "1000/24h", "unlimited"})
  void aLimitIsPrintedAsItIsRead(String text) {
    assertThat(PolicyText.print(PolicyText.limit(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"on-failure", "always", "never"})
  void aRestartIsPrintedAsItIsRead(String text) {
    assertThat(PolicyText.print(PolicyText.restart(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5m..1s", "1s..", "..5m", "1s..5m..9m", "-1s", "1 s", "1d"})
  void whatIsNoBackoffIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> PolicyText.backoff(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "0/10m", "1001/10m", "5/0s", "/10m", "5/", "-5/10m", "none"})
  void whatIsNoLimitIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> PolicyText.limit(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ON-FAILURE", "on_failure", "sometimes"})
  void whatIsNoRestartIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> PolicyText.restart(text));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999, 1000, 60_000, 61_000, 3_600_000, 5_400_000})
  void aSpanIsPrintedSoThatItReadsTheSame(long millis) {
    Duration span = Duration.ofMillis(millis);
    assertThat(Spans.parse(Spans.print(span))).isEqualTo(span);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unlimited"})
  void unlimitedIsNoLimit(String text) {
    assertThat(PolicyText.limit(text)).isEqualTo(Optional.empty());
  }
}
