package dev.tmuxsupervisor.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ReadmeTest {
  @RegisterExtension final TmuxFixture fixture = new TmuxFixture();

  @Test
  void theExampleRuns() {
    assertThat(outcome(fixture.tmux(), fixture.root())).isEqualTo("runs as $0 %0");
  }

  @Test
  void theExampleIsTheOneHere() throws IOException {
    String code = Files.readString(Path.of("README.md")).split("```(java)?\n", 3)[1];
    String here =
        Files.readString(Path.of("src/test/java/dev/tmuxsupervisor/tmux/ReadmeTest.java"));
    assertThat(here).containsIgnoringWhitespaces(code.substring(code.indexOf('\n')));
    assertThat(code).startsWith("Tmux tmux = Tmux.at(socket);");
  }

  private static String outcome(Tmux tmux, Path directory) {
    NewSession wanted =
        NewSession.of(
                new SessionName("crew/dave"), directory, List.of("sh", "-c", "echo hello; cat"))
            .withEnvironment(Map.of("TOKEN", "secret"))
            .withUserOptions(Map.of("@worker", "crew/dave"));
    String outcome =
        switch (tmux.newSession(wanted)) {
          case Running<Created>(Created made) -> "runs as " + made.session() + " " + made.pane();
          case Refused<Created>(String why) -> "refused: " + why;
          case NoServer<Created>(String text) -> "no server: " + text;
          case Unreachable<Created>(Reason reason, String text) ->
              "unknown: " + reason + " " + text;
        };
    return outcome;
  }
}
