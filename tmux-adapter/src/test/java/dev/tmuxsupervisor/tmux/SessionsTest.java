package dev.tmuxsupervisor.tmux;

import static dev.tmuxsupervisor.tmux.TmuxFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SessionsTest {
  @RegisterExtension final TmuxFixture fixture = new TmuxFixture();

  @Test
  void aSocketWithoutServerIsNoServer() {
    assertThat(fixture.tmux().snapshot(List.of())).isInstanceOf(NoServer.class);
  }

  @Test
  void aNewSessionIsInTheNextSnapshotWithItsMarks() {
    Created made =
        content(
            fixture
                .tmux()
                .newSession(
                    fixture
                        .sleeper("crew/dave")
                        .withSize(100, 30)
                        .withUserOptions(Map.of("@worker", "crew/dave"))));

    Snapshot seen = fixture.snapshot("@worker", "@unset");
    assertThat(seen.server()).isEqualTo(made.server());
    assertThat(seen.sessions())
        .containsExactly(
            new Session(
                made.session(),
                "crew/dave",
                made.sessionCreated(),
                0,
                1,
                Map.of("@worker", "crew/dave")));
    assertThat(seen.panes()).hasSize(1);
    Pane pane = seen.panes().getFirst();
    assertThat(pane.id()).isEqualTo(made.pane());
    assertThat(pane.pid()).isEqualTo(made.panePid());
    assertThat(pane.dead()).isFalse();
    assertThat(pane.options()).containsExactly(Map.entry("@worker", "crew/dave"));
  }

  @Test
  void theServerThatIsStartedKnowsNothingOfTheWorker() throws Exception {
    Created made = fixture.create("w1");

    Path server = Path.of("/proc", Long.toString(made.server().pid()));
    assertThat(Files.readString(server.resolve("cmdline"))).doesNotContain("w1", "sleep");
    assertThat(Files.readSymbolicLink(server.resolve("cwd"))).isEqualTo(Path.of("/"));
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  @Test
  void aKilledSessionIsGoneAndSoIsTheServerOfTheLastOne() {
    Created made = fixture.create("w1");

    content(fixture.tmux().killSession(Guarded.of(made.server(), made.session())));

    await().until(() -> fixture.tmux().snapshot(List.of()) instanceof NoServer);
  }

  @Test
  void aCaptureHoldsTheLastLines() {
    Created made =
        content(
            fixture
                .tmux()
                .newSession(
                    NewSession.of(
                        new SessionName("w1"),
                        fixture.root(),
                        List.of("sh", "-c", "seq 1 100; echo ' end é'; exec sleep 1000"))));

    await()
        .untilAsserted(() ->
            assertThat(content(fixture.tmux().capture(made.server(), made.pane(), 3)))
                .containsExactly("99", "100", " end é"));
  }

  @Test
  void aServerWithoutSessionsRunsAndIsEmpty() {
    fixture.plain("start-server", ";", "set-option", "-s", "exit-empty", "off");

    Snapshot seen = fixture.snapshot("@x");

    assertThat(seen.sessions()).isEmpty();
    assertThat(seen.panes()).isEmpty();
  }
}
