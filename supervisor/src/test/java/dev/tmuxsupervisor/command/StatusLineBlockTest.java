package dev.tmuxsupervisor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusLineBlockTest {
  private static final StatusLineBlock BLOCK =
      StatusLineBlock.of(
          Map.of("@supervisor-style", "fg=red,it's;"), Path.of("/opt/it's/supervisor.tmux"), false);

  @Test
  void whatIsPutInComesOutAgainAndTheRestStays() throws Exception {
    for (String text : List.of("", "set -g mouse on\n", "# a\n\n# b\n")) {
      String with = BLOCK.putInto(text);
      assertThat(with).startsWith(text);
      assertThat(StatusLineBlock.in(with)).contains(BLOCK);
      assertThat(BLOCK.putInto(with)).isEqualTo(with);
      assertThat(StatusLineBlock.removedFrom(with)).isEqualTo(text);
      assertThat(StatusLineBlock.removedFrom(with + "set -g x y\n"))
          .isEqualTo(text + "set -g x y\n");
    }
    assertThat(BLOCK.putInto("no newline")).startsWith("no newline\n# >>>");
  }

  @Test
  void anotherBlockTakesThePlaceOfTheOneThatIsThere() throws Exception {
    StatusLineBlock other = StatusLineBlock.of(Map.of(), Path.of("/x/supervisor.tmux"), true);
    String text = BLOCK.putInto("before\n") + "behind\n";
    assertThat(other.putInto(text)).isEqualTo(other.putInto("before\n") + "behind\n");
    assertThat(other.isWholeFile()).isTrue();
    assertThat(other.commands()).containsExactly("run-shell '/x/supervisor.tmux enable'");
    assertThat(BLOCK.settings()).containsOnlyKeys("@supervisor-style");
  }

  @Test
  void marksThatDoNotMatchAreLeftToThePerson() {
    String whole = BLOCK.text();
    for (String text :
        List.of(whole.substring(0, whole.length() - 10), whole.substring(5), whole + whole)) {
      assertThatThrownBy(() -> StatusLineBlock.in(text))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("do not match");
    }
    assertThatThrownBy(() -> BLOCK.putInto(whole + whole)).isInstanceOf(CommandFailure.class);
  }
}
