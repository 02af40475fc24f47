package dev.tmuxsupervisor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.publish.Light;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LookTest {
  @ParameterizedTest
  @EnumSource
  void everyStateLooksAsInTheStatusLine(State state) {
    Look look = Look.of(state.word());
    Light light = Light.of(state);
    assertThat(look.sign(false)).isEqualTo(light.glyph());
    assertThat(look.sign(true)).isEqualTo(light.ascii());
  }

  @Test
  void whoNeedsAPersonMostIsTheSameHereAndThere() {
    List<State> states = List.of(State.values());
    assertThat(states.stream().sorted(Comparator.comparing(state -> Look.of(state.word()))))
        .containsExactlyElementsOf(
            states.stream().sorted(Comparator.comparing(Light::of)).toList());
  }
}
