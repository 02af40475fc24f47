package dev.tmuxsupervisor.tmux;

import static dev.tmuxsupervisor.tmux.TmuxFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Red when {@code Creator} looks neither at exit-unattached nor at the descriptors. */
final class RefusalTest {
  @RegisterExtension final TmuxFixture fixture = new TmuxFixture();

  @Test
  void aServerThatExitsUnattachedGetsNoSession() {
    fixture.plain("start-server", ";", "set", "-s", "exit-empty", "off");
    fixture.plain("set", "-s", "exit-unattached", "on");

    assertThat(fixture.tmux().newSession(fixture.sleeper("w")))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.text()).contains("exit-unattached"));
  }

  /** Below 64 free descriptors; without the check tmux 3.3a hangs a few panes later. */
  @Test
  void aServerNearItsDescriptorLimitGetsNoSession() {
    fixture.run(
        List.of(
            "/bin/sh",
            "-c",
            "ulimit -n 68; exec tmux -u -S " + fixture.socket() + " new -d -s a sleep 1000"));

    assertThat(fixture.tmux().newSession(fixture.sleeper("w")))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.text()).contains("of at most 68 files open"));
    assertThat(fixture.snapshot().sessions()).hasSize(1);
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() throws Exception {
    Path file = Files.createFile(fixture.root().resolve("file"));
    for (Path wrong : List.of(file, fixture.root().resolve("missing"))) {
      assertThat(
              fixture
                  .tmux()
                  .newSession(NewSession.of(new SessionName("w"), wrong, List.of("true"))))
          .isEqualTo(new Refused<>("not a directory: " + wrong));
    }
  }

  @Test
  void aTakenNameIsRefusedAndItsSessionIsLeftAlone() {
    fixture.create("w");
    NewSession again = fixture.sleeper("w").withUserOptions(Map.of("@x", "y"));

    assertThat(fixture.tmux().newSession(again)).isEqualTo(new Refused<>("duplicate session: w"));
    assertThat(fixture.snapshot("@x").sessions().getFirst().options()).isEmpty();
    assertThat(fixture.plain("show-options", "-t", "=w:")).doesNotContain("@x");
  }

  @Test
  void aLivePaneIsNotRespawnedUnlessAsked() {
    Created made = fixture.create("w");
    Respawn program = Respawn.of(fixture.root(), List.of("sleep", "999"));
    Guarded<PaneId> pane = Guarded.of(made.server(), made.pane());

    assertThat(fixture.tmux().respawn(pane, program))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.text()).contains("still active"));
    assertThat(fixture.pane(made.pane()).pid()).isEqualTo(made.panePid());
    long pid = content(fixture.tmux().respawn(pane, program.killing()));
    assertThat(fixture.pane(made.pane()).pid()).isEqualTo(pid).isNotEqualTo(made.panePid());
  }

  @Test
  void aSessionThatAHookRenamesIsRemovedAgain() {
    fixture.create("w");
    fixture.plain("set-hook", "-g", "after-new-session", "rename-session mine");

    assertThat(fixture.tmux().newSession(fixture.sleeper("x")))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.text()).contains("removed again"));
    assertThat(fixture.snapshot().sessions()).extracting(Session::name).containsExactly("w");
  }
}
