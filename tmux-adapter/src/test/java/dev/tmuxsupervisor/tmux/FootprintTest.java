package dev.tmuxsupervisor.tmux;

import static dev.tmuxsupervisor.tmux.TmuxFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class FootprintTest {
  @RegisterExtension final TmuxFixture fixture = new TmuxFixture();

  @Test
  void nothingGlobalIsChanged() {
    fixture.plain("new-session", "-d", "-s", "mine", "sleep", "1000");
    String before = globals();

    Created made =
        content(
            fixture
                .tmux()
                .newSession(
                    fixture
                        .sleeper("w")
                        .withEnvironment(Map.of("V", "v"))
                        .withUserOptions(Map.of("@x", "y"))));
    content(fixture.tmux().prod());
    content(fixture.tmux().killSession(Guarded.of(made.server(), made.session())));

    assertThat(globals()).isEqualTo(before);
  }

  private String globals() {
    return String.join(
        "\n--\n",
        fixture.plain("show-options", "-g"),
        fixture.plain("show-options", "-s"),
        fixture.plain("show-options", "-gw"),
        fixture.plain("show-hooks", "-g"),
        fixture.plain("show-environment", "-g"),
        fixture.plain("show-options", "-t", "=mine:"),
        fixture.plain("list-keys"),
        fixture.plain("list-buffers"));
  }

  /** Turns red when {@code Creation.finish} does not unset the variables. */
  @Test
  void variablesReachTheProgramAndNobodyElse() {
    Created made =
        content(
            fixture
                .tmux()
                .newSession(
                    NewSession.of(
                            new SessionName("w"),
                            fixture.root(),
                            List.of("sh", "-c", "echo got $TOKEN; exec sleep 1000"))
                        .withEnvironment(Map.of("TOKEN", "s3cret", "-odd", "x"))));
    await()
        .until(() ->
            content(fixture.tmux().capture(made.server(), made.pane(), 1))
                .equals(List.of("got s3cret")));
    content(
        fixture
            .tmux()
            .respawn(
                Guarded.of(made.server(), made.pane()),
                Respawn.of(fixture.root(), List.of("sleep", "1000"))
                    .withEnvironment(Map.of("TOKEN", "s3cret"))
                    .killing()));

    assertThat(fixture.plain("show-environment", "-t", "=w")).doesNotContain("TOKEN", "odd");
    assertThat(fixture.plain("show-environment", "-g")).doesNotContain("TOKEN", "odd");
    assertThat(fixture.plain("list-panes", "-a", "-F", "#{pane_start_command}"))
        .doesNotContain("s3cret");
  }

  @Test
  void aDetachedSessionLivesWhereTheUserDestroysUnattachedOnes() {
    fixture.plain("start-server", ";", "set", "-s", "exit-empty", "off");
    fixture.plain("set", "-g", "destroy-unattached", "on");
    Created made = fixture.create("w");

    assertThat(fixture.snapshot().sessions())
        .extracting(Session::id)
        .containsExactly(made.session());
  }

  @Test
  void aPreviewShowsCommandsButNoValues() {
    NewSession wanted =
        fixture
            .sleeper("crew/dave")
            .withEnvironment(Map.of("TOKEN", "s3cret"))
            .withUserOptions(Map.of("@worker", "crew/dave"));

    assertThat(fixture.tmux().preview(wanted))
        .contains(
            "new-session -d -s crew/dave -c "
                + wanted.directory()
                + " -e 'TOKEN=***' -- sleep 1000")
        .contains("set-option -w -t =crew/dave: remain-on-exit on")
        .doesNotContain("s3cret");
    assertThat(fixture.tmux().snapshot(List.of())).isInstanceOf(NoServer.class);
  }
}
