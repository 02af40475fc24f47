package dev.tmuxsupervisor.tmux;

import static dev.tmuxsupervisor.tmux.TmuxFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class DeathTest {
  @RegisterExtension final TmuxFixture fixture = new TmuxFixture();

  @Test
  void aProgramThatEndsAtOnceIsSeenDeadWithItsStatus() {
    Created made = create("exit 3");

    Pane pane = fixture.awaitDead(made.pane());

    assertThat(pane.exitStatus()).isEqualTo(OptionalInt.of(3));
    assertThat(pane.exitSignal()).isEqualTo(OptionalInt.empty());
    assertThat(pane.pid()).as("tmux 3.8 forgets it").isIn(made.panePid(), 0L);
  }

  @Test
  void aProgramThatASignalEndsIsSeenDeadWithIt() {
    assertThat(fixture.awaitDead(create("kill -9 $$").pane()).exitSignal())
        .isEqualTo(OptionalInt.of(9));
  }

  @Test
  void aProgramThatDoesNotExistIsADeadPane() {
    Created made =
        content(
            fixture
                .tmux()
                .newSession(
                    NewSession.of(
                        new SessionName("w"), fixture.root(), List.of("/no/such/program", "x"))));
    assertThat(fixture.awaitDead(made.pane()).exitStatus()).isEqualTo(OptionalInt.of(1));
  }

  @Test
  void aDeadPaneTakesANewProgramUnderTheSameId() {
    Created made = create("exit 3");
    fixture.awaitDead(made.pane());

    long pid =
        content(
            fixture
                .tmux()
                .respawn(
                    Guarded.of(made.server(), made.pane()),
                    Respawn.of(fixture.directory("elsewhere"), List.of("sleep", "1000"))
                        .withUserOptions(Map.of("@run", "2"))));

    Pane pane = fixture.pane(made.pane(), "@run");
    assertThat(pane.dead()).isFalse();
    assertThat(pane.pid()).isEqualTo(pid);
    assertThat(pane.options()).isEqualTo(Map.of("@run", "2"));
    assertThat(Path.of("/proc/" + pid + "/cwd").toFile().toPath())
        .satisfies(
            cwd -> assertThat(cwd.toRealPath()).isEqualTo(fixture.root().resolve("elsewhere")));
  }

  private Created create(String script) {
    return content(
        fixture
            .tmux()
            .newSession(
                NewSession.of(new SessionName("w"), fixture.root(), List.of("sh", "-c", script))));
  }
}
