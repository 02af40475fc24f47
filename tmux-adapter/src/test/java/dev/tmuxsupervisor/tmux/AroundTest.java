package dev.tmuxsupervisor.tmux;

import static dev.tmuxsupervisor.tmux.TmuxFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A snapshot around one pane, beside the whole one. */
class AroundTest {
  @RegisterExtension private final TmuxFixture fixture = new TmuxFixture();

  @Test
  void holdsOnePaneAndItsSessionAsTheWholeSnapshotDoes() {
    Created made = fixture.create("w1");
    fixture.create("w2");

    Snapshot whole = fixture.snapshot("@worker");
    Snapshot around = around(made.pane());

    assertThat(around.server()).isEqualTo(whole.server());
    assertThat(around.panes())
        .containsExactly(
            whole.panes().stream().filter(pane -> pane.id().equals(made.pane())).findFirst().get());
    assertThat(around.sessions())
        .containsExactly(
            whole.sessions().stream()
                .filter(session -> session.id().equals(made.session()))
                .findFirst()
                .get());
  }

  @Test
  void isWholeForAPaneThatIsGone() {
    fixture.create("w1");
    fixture.create("w2");

    assertThat(around(PaneId.parse("%77"))).isEqualTo(fixture.snapshot("@worker"));
  }

  @Test
  void isWholeForAPaneThatSessionsOfOneGroupShare() {
    Created made = fixture.create("w1");
    fixture.plain("new-session", "-d", "-t", "=w1", "-s", "beside");

    // Removed session_grouped from the script: red.
    assertThat(around(made.pane())).isEqualTo(fixture.snapshot("@worker"));
  }

  @Test
  void isWholeForAPaneWhoseWindowIsLinkedIntoAnotherSession() {
    Created made = fixture.create("w1");
    Created other = fixture.create("w2");
    fixture.plain("link-window", "-s", made.session() + ":", "-t", other.session() + ":");

    // Removed window_linked from the script: red.
    assertThat(around(made.pane())).isEqualTo(fixture.snapshot("@worker"));
  }

  @Test
  void saysThatThereIsNoServer() {
    assertThat(fixture.tmux().snapshotAround(PaneId.parse("%0"), List.of()))
        .isInstanceOf(NoServer.class);
  }

  private Snapshot around(PaneId pane) {
    return content(fixture.tmux().snapshotAround(pane, List.of("@worker")));
  }
}
