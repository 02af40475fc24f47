package dev.tmuxsupervisor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.tmux.Pane;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.Session;
import dev.tmuxsupervisor.tmux.SessionId;
import dev.tmuxsupervisor.tmux.Snapshot;
import dev.tmuxsupervisor.tmux.TmuxVersion;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SnapshotIndexTest {
  private static final SessionId FIRST = new SessionId(1);
  private static final SessionId SECOND = new SessionId(2);
  private static final Pane ALONE = pane(1, FIRST);
  private static final Pane LINKED = pane(2, FIRST);
  private static final Pane LINKED_TOO = pane(2, SECOND);

  private final SnapshotIndex index =
      new SnapshotIndex(
          new Snapshot(
              new ServerIdentity(1, 1),
              TmuxVersion.MINIMUM,
              List.of(session(FIRST), session(SECOND)),
              List.of(ALONE, LINKED, LINKED_TOO)));

  @Test
  void aPaneIsFoundOnceForEachSessionItsWindowIsLinkedInto() {
    assertThat(index.panes(ALONE.id())).containsExactly(ALONE);
    assertThat(index.panes(LINKED.id())).containsExactly(LINKED, LINKED_TOO);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(index.panes(new PaneId(3))).isEmpty();
    assertThat(index.session(new SessionId(3))).isEmpty();
  }

  @Test
  void aSessionIsFoundByItsId() {
    assertThat(index.session(SECOND)).contains(session(SECOND));
  }

  private static Session session(SessionId id) {
    return new Session(id, "name of " + id, 1, 0, 1, Map.of());
  }

  private static Pane pane(long id, SessionId session) {
    return new Pane(
        new PaneId(id),
        session,
        7,
        false,
        OptionalInt.empty(),
        OptionalInt.empty(),
        "sh",
        Map.of());
  }
}
