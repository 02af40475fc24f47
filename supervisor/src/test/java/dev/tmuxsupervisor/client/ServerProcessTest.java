package dev.tmuxsupervisor.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerProcessTest {
  private static final Place PLACE = new Place("n", Path.of("/run/n.sock"), Path.of("/state"));

  /** A unit of systemd's runs it so, and the launcher sets the variable for its client alone. */
  @Test
  void aServerInTheForegroundKnowsItsLauncher() {
    assertThat(
            ServerProcess.foreground(
                Path.of("/lib"), PLACE, Map.of("SUPERVISOR_LAUNCHER", "/it's here", "X", "y")))
        .startsWith("env", "LC_ALL=C.UTF-8", "MALLOC_ARENA_MAX=1", "SUPERVISOR_LAUNCHER=/it's here")
        .doesNotContain("X=y");
    assertThat(ServerProcess.foreground(Path.of("/lib"), PLACE, Map.of()))
        .noneMatch(word -> word.startsWith("SUPERVISOR_"));
  }
}
