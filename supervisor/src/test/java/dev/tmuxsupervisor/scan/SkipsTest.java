package dev.tmuxsupervisor.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkipsTest {
  @ParameterizedTest
  @ValueSource(strings = {".git", "node_modules", "target", "bazel-", "bazel-out", ".venv"})
  void whatToolsFillIsPassedOver(String name) {
    assertThat(Skips.USUAL.matches(name)).isTrue();
    assertThat(Skips.NONE.matches(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {".github", "targets", "bazel", "crew", "my-bazel-out", ""})
  void aNameThatOnlyResemblesOneIsRead(String name) {
    assertThat(Skips.USUAL.matches(name)).isFalse();
  }

  @Test
  void moreAddToThoseThatAreThere() {
    Skips more = Skips.USUAL.plus(List.of("generated", "out-*"));
    assertThat(List.of("generated", "out-1", ".git")).allMatch(more::matches);
    assertThat(Skips.NONE.plus(more)).isEqualTo(more);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "a/b", "a*b", "**", "a\0"})
  void whatCanBeNoNameIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Skips.NONE.plus(List.of(text)))
        .withMessageContaining("neither the name of a directory");
  }
}
