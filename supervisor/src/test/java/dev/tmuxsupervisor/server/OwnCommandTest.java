package dev.tmuxsupervisor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnCommandTest {
  private static final Map<String, String> STARTED = Map.of("SUPERVISOR_LAUNCHER", "/it's/here");

  @Test
  void itIsTheLauncherAndTheServersNameWhereThereIsOne() {
    assertThat(OwnCommand.words("default", STARTED)).containsExactly("/it's/here");
    assertThat(OwnCommand.words("other", STARTED)).containsExactly("/it's/here", "-L", "other");
    assertThat(OwnCommand.words("default", Map.of())).containsExactly("supervisor");
  }
}
