package dev.tmuxsupervisor.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Run by docker/tmux/test alone, where the tmux is one before {@link TmuxVersion#MINIMUM}. */
final class OldTmux {
  @RegisterExtension final TmuxFixture fixture = new TmuxFixture();

  @Test
  void isRefusedByItsVersionWithoutAServerAndWithOne() {
    refused();
    fixture.plain("new-session", "-d", "-s", "mine", "sleep", "1000");
    refused();
    assertThat(fixture.plain("list-sessions", "-F", "#{session_name}")).isEqualTo("mine\n");
  }

  private void refused() {
    for (Answer<?> answer :
        List.of(
            fixture.tmux().newSession(fixture.sleeper("w")), fixture.tmux().snapshot(List.of()))) {
      assertThat(answer)
          .isInstanceOfSatisfying(
              Unreachable.class,
              unreachable -> {
                assertThat(unreachable.reason()).isEqualTo(Reason.TOO_OLD);
                assertThat(unreachable.text()).endsWith("at least 3.2 is needed");
              });
    }
  }
}
