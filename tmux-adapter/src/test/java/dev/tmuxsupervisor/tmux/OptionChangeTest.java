package dev.tmuxsupervisor.tmux;

import static dev.tmuxsupervisor.tmux.TmuxFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class OptionChangeTest {
  @RegisterExtension final TmuxFixture fixture = new TmuxFixture();

  private static OptionChange set(Optional<Target> target, String value) {
    return new OptionChange(target, "@x", Optional.of(value));
  }

  private static OptionChange unset(Optional<Target> target) {
    return new OptionChange(target, "@x", Optional.empty());
  }

  @Test
  void serverSessionAndPaneEachHaveTheirOwn() {
    Created made = fixture.create("w");
    content(
        fixture
            .tmux()
            .change(
                made.server(),
                List.of(
                    set(Optional.empty(), "all"),
                    set(Optional.of(made.session()), "session"),
                    set(Optional.of(made.pane()), "pane"))));

    assertThat(fixture.plain("show-options", "-gv", "@x")).isEqualTo("all\n");
    assertThat(fixture.plain("show-options", "-v", "-t", "=w:", "@x")).isEqualTo("session\n");
    assertThat(fixture.plain("show-options", "-pv", "-t", "=w:", "@x")).isEqualTo("pane\n");

    content(
        fixture
            .tmux()
            .change(
                made.server(),
                List.of(unset(Optional.of(made.pane())), unset(Optional.of(made.session())))));
    assertThat(fixture.plain("display-message", "-p", "-t", "=w:", "#{@x}")).isEqualTo("all\n");
    content(fixture.tmux().change(made.server(), List.of(unset(Optional.empty()))));
    assertThat(fixture.plain("show-options", "-gqv", "@x")).isEmpty();
  }

  @Test
  void whatIsGoneIsPassedOverAndTheRestIsDone() {
    Created made = fixture.create("w");

    content(
        fixture
            .tmux()
            .change(
                made.server(),
                List.of(
                    set(Optional.of(new PaneId(77)), "nobody"),
                    set(Optional.of(new SessionId(77)), "nobody"),
                    set(Optional.empty(), "all"))));

    assertThat(fixture.plain("show-options", "-gv", "@x")).isEqualTo("all\n");
    assertThat(fixture.plain("display-message", "-p", "-t", "=w:", "#{@x}")).isEqualTo("all\n");
  }

  @Test
  void anotherServerIsLeftAlone() {
    Created made = fixture.create("w");
    ServerIdentity other = new ServerIdentity(made.server().pid(), made.server().startTime() + 1);

    assertThat(fixture.tmux().change(other, List.of(set(Optional.empty(), "all"))))
        .isInstanceOf(Refused.class);

    assertThat(fixture.plain("show-options", "-gqv", "@x")).isEmpty();
  }

  @Test
  void noServerIsStartedForThem() {
    assertThat(fixture.tmux().change(new ServerIdentity(1, 1), List.of()))
        .isInstanceOf(NoServer.class);
    assertThat(fixture.tmux().identity()).isInstanceOf(NoServer.class);
  }

  @Test
  void aValueIsTakenAsItStands() {
    Created made = fixture.create("w");
    for (String value :
        List.of("", "-g", "a;", "';'", "#(touch x)", "#{pid}", "\"$HOME\" {", "a\nb", "❯ 猫")) {
      content(fixture.tmux().change(made.server(), List.of(set(Optional.empty(), value))));
      assertThat(fixture.plain("show-options", "-gv", "@x")).isEqualTo(value + "\n");
    }
  }

  @Test
  void anImpossibleNameOrValueIsRefusedBeforeTmuxSeesIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OptionChange(Optional.empty(), "status", Optional.empty()));
    assertThatIllegalArgumentException().isThrownBy(() -> set(Optional.empty(), "a\0b"));
  }
}
