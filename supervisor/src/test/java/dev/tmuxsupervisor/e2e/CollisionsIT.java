package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tmuxsupervisor.e2e.Launcher.Result;
import dev.tmuxsupervisor.process.Children;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a user is told of agents in each other's way, and that none is started into it. */
class CollisionsIT extends OnBench {
  /** Red when spawn does not look first: the worker is then started. */
  @Test
  void aSecondAgentIsRefusedThenAllowedThenReported() throws Exception {
    Path folder = bench().worker("w");
    Path claude = bench().launcher().world().resolve("claude");
    Files.copy(Path.of("/bin/sleep").toRealPath(), claude);
    try (Children children = new Children()) {
      Process process =
          children.start(
              "sh", "-c", "cd '" + folder + "' && echo there && exec " + claude + " 1000");
      assertThat(Children.line(process)).isEqualTo("there");

      JsonNode refusal = bench().json(4, "spawn", "w", "--", "sleep", "1000");
      assertThat(refusal.at("/error/code").asText()).isEqualTo("COLLISION");
      assertThat(refusal.at("/error/message").asText()).contains("pid " + process.pid());
      assertThat(folder).isEmptyDirectory();

      bench()
          .run("spawn", "w", "--allow-collision", "--settle", "0s", "--", "sleep", "1000")
          .orFail();
      Result told = bench().run("collisions");
      assertThat(told.exit()).isEqualTo(1);
      assertThat(told.out())
          .contains("w: second agent: another agent works in its directory", "" + process.pid());
      Result json = bench().run("collisions", "w", "--json");
      assertThat(json.exit()).isEqualTo(1);
      assertThat(new ObjectMapper().readTree(json.out()).at("/data/collisions/0/kind").asText())
          .isEqualTo("second_agent");

      JsonNode inner = bench().json(4, "spawn", "w/inner", "--create", "--", "sleep", "1000");
      assertThat(inner.at("/error/code").asText()).isEqualTo("COLLISION");
      assertThat(folder.resolve("inner")).doesNotExist();
    }
    Result none = bench().run("collisions").orFail();
    assertThat(none.out()).isEqualTo("no collisions; workers looked at: 1\n");
    assertThat(bench().run("collisions", "nobody").exit()).isEqualTo(3);
  }
}
