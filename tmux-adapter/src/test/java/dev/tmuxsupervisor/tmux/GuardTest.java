package dev.tmuxsupervisor.tmux;

import static dev.tmuxsupervisor.tmux.TmuxFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two tests turn red when {@code Guarded.condition} says just 1. */
final class GuardTest {
  @RegisterExtension final TmuxFixture fixture = new TmuxFixture();

  @Test
  void aRestartedServersSessionWithTheSameIdsIsNotHit() {
    Created old = fixture.create("w1");
    fixture.plain("kill-server");
    await().until(() -> fixture.tmux().snapshot(List.of()) instanceof NoServer);
    Created stranger = fixture.create("other");
    assertThat(stranger.session()).isEqualTo(old.session());
    assertThat(stranger.pane()).isEqualTo(old.pane());

    Tmux tmux = fixture.tmux();
    Guarded<SessionId> session = Guarded.of(old.server(), old.session());
    Guarded<PaneId> pane = Guarded.of(old.server(), old.pane());
    Respawn program = Respawn.of(fixture.root(), List.of("true", "x")).killing();
    assertThat(tmux.killSession(session)).isInstanceOf(Refused.class);
    assertThat(tmux.killPane(pane)).isInstanceOf(Refused.class);
    assertThat(tmux.setOptions(session, Map.of("@x", "y"))).isInstanceOf(Refused.class);
    assertThat(tmux.setOptions(pane, Map.of("@x", "y"))).isInstanceOf(Refused.class);
    assertThat(tmux.respawn(pane, program)).isInstanceOf(Refused.class);
    assertThat(tmux.capture(old.server(), old.pane(), 9)).isInstanceOf(Refused.class);

    Snapshot seen = fixture.snapshot("@x");
    assertThat(seen.sessions()).extracting(Session::name).containsExactly("other");
    assertThat(seen.sessions().getFirst().options()).isEmpty();
    assertThat(seen.panes()).extracting(Pane::pid).containsExactly(stranger.panePid());
  }

  @Test
  void aMissingTargetIsRefusedAndTheOnlyOtherSessionLives() {
    Created other = fixture.create("other");

    assertThat(fixture.tmux().killSession(Guarded.of(other.server(), new SessionId(77))))
        .isInstanceOf(Refused.class);
    assertThat(fixture.tmux().killPane(Guarded.of(other.server(), new PaneId(77))))
        .isInstanceOf(Refused.class);

    assertThat(fixture.snapshot().panes()).hasSize(1);
  }

  @Test
  void anOptionWithAnotherValueGuardsTheTarget() {
    Created made =
        content(
            fixture
                .tmux()
                .newSession(fixture.sleeper("w").withUserOptions(Map.of("@run", "7:%a-b"))));
    Guarded<SessionId> session = Guarded.of(made.server(), made.session());

    assertThat(fixture.tmux().killSession(session.where("@run", "8"))).isInstanceOf(Refused.class);
    assertThat(fixture.tmux().killSession(session.where("@none", "8"))).isInstanceOf(Refused.class);
    assertThat(fixture.tmux().killSession(session.where("@run", "7:%a-b")))
        .isInstanceOf(Running.class);
  }

  @Test
  void aValueThatAFormatCouldMisreadCannotGuard() {
    Guarded<PaneId> pane = Guarded.of(new ServerIdentity(1, 1), new PaneId(1));
    for (String value : List.of("a,b", "}", "#{pid}", "a b", "\n")) {
      assertThatIllegalArgumentException().isThrownBy(() -> pane.where("@x", value));
    }
  }

  @Test
  void namesThatBeginAlikeNeverStandForEachOther() {
    Created ten = fixture.create("w10");
    Created one = fixture.create("w1");
    Tmux tmux = fixture.tmux();
    assertThat(tmux.newSession(fixture.sleeper("w1")))
        .isEqualTo(new Refused<>("duplicate session: w1"));

    content(tmux.setOptions(Guarded.of(one.server(), one.session()), Map.of("@x", "one")));
    content(tmux.killSession(Guarded.of(one.server(), one.session())));
    Created w = fixture.create("w");

    assertThat(fixture.snapshot("@x").sessions())
        .extracting(Session::id, Session::name, Session::options)
        .containsExactlyInAnyOrder(
            tuple(ten.session(), "w10", Map.of()), tuple(w.session(), "w", Map.of()));
  }

  /** Turns red when {@code Marks.ownPane} or {@code Marks.ownSession} is 1. */
  @Test
  void onlyWhatWeMarkedBearsTheMark() {
    Created made =
        content(
            fixture.tmux().newSession(fixture.sleeper("w").withUserOptions(Map.of("@run", "7"))));
    fixture.plain("split-window", "-t", made.pane().toString(), "sleep 1000");
    assertThat(fixture.snapshot("@run").panes())
        .extracting(Pane::options)
        .containsExactlyInAnyOrder(Map.of("@run", "7"), Map.of());

    fixture.plain("new-session", "-d", "-s", "mine", "sleep 1000");
    fixture.plain("join-pane", "-s", made.pane().toString(), "-t", "=mine:");
    Snapshot seen = fixture.snapshot("@run");
    assertThat(seen.sessions())
        .extracting(Session::name, Session::options)
        .contains(tuple("mine", Map.of()));
    assertThat(fixture.pane(made.pane(), "@run").options()).isEqualTo(Map.of("@run", "7"));
  }
}
