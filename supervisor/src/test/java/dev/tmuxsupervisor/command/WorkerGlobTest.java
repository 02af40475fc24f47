package dev.tmuxsupervisor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tmuxsupervisor.worker.WorkerName;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerGlobTest {
  private static final String[] NAMES = {"crew/dave", "crew/dove", "crew/x/y", "dave", "crew"};

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*            | dave crew",
        "**           | crew/dave crew/dove crew/x/y dave crew",
        "crew/*       | crew/dave crew/dove",
        "crew/**      | crew/dave crew/dove crew/x/y",
        "crew/d?ve    | crew/dave crew/dove",
        "crew/d[a-b]ve| crew/dave",
        "'{dave,crew/x/y}' | crew/x/y dave",
        "*/d*e        | crew/dave crew/dove",
        "DAVE*        | ''"
      })
  void aStarStaysWithinASegmentAndTwoDoNot(String glob, String matched) throws Exception {
    assertThat(WorkerGlob.isOne(glob)).isTrue();
    var pattern = WorkerGlob.of(glob);
    assertThat(Stream.of(NAMES).filter(name -> pattern.test(new WorkerName(name))))
        .containsExactly(matched.isEmpty() ? new String[0] : matched.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"crew/[", "{a", "a\\"})
  void whatIsNoPatternIsRefusedWithAnExample(String text) {
    assertThat(WorkerGlob.isOne(text)).isTrue();
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> WorkerGlob.of(text))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.USAGE))
        .satisfies(failure -> assertThat(failure.hint()).contains("'crew/*'"));
  }

  @Test
  void aNameIsNoPattern() {
    assertThat(NAMES).noneMatch(WorkerGlob::isOne);
  }
}
