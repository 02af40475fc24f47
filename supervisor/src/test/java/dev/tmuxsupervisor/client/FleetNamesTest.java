package dev.tmuxsupervisor.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetNamesTest {
  @TempDir private Path root = Path.of("unset");

  @Test
  void whatStandsInQuotesInTheFleetFileOfTheCommandIsAName() throws Exception {
    Path deep = Files.createDirectories(root.resolve("a/b"));
    Files.writeString(
        root.resolve("supervisor.toml"), "pass_env = [\"API_KEY\", 'OTHER']\nx = \"no name\"\n");
    Set<String> names = Set.of("API_KEY", "OTHER");
    assertThat(names(deep, Map.of(), "up")).isEqualTo(names);
    assertThat(names(deep, Map.of(), "spawn", "w", "--", "--root", "/")).isEqualTo(names);
    assertThat(names(deep, Map.of(), "list")).isEmpty();
    assertThat(names(Path.of("/"), Map.of(), "up")).isEmpty();
    assertThat(names(Path.of("/"), Map.of(), "up", "--root=" + root)).isEqualTo(names);
    assertThat(names(root, Map.of(), "up", "--root", "a")).isEmpty();
    assertThat(names(Path.of("/"), Map.of("SUPERVISOR_ROOT", "" + root), "up")).isEqualTo(names);
  }

  private static Set<String> names(Path directory, Map<String, String> users, String... words)
      throws Exception {
    return FleetNames.of(List.of(words), directory, users);
  }
}
