package dev.tmuxsupervisor.boxes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.e2e.Transcript;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Container.ExecResult;

/** The image runs the session that the README shows. */
class ReadmeInBoxIT {
  @Test
  void theFirstSessionPrintsWhatTheReadmeShows() throws Exception {
    Engine.require();
    String volume = Box.makeVolume();
    try (Box box = new Box("ann", volume, Map.of())) {
      box.start();
      String path = "/home/agent/bin";
      box.print(
          "mkdir %1$s && printf '#!/bin/sh\nread -r line\n' >%1$s/claude && chmod +x %1$s/claude"
              .formatted(path));
      for (Transcript.Example example : Transcript.ofReadme()) {
        ExecResult result = box.sh("PATH=" + path + ":$PATH " + example.command());
        assertThat(Transcript.shape(lines(result)))
            .as(example.command())
            .isEqualTo(Transcript.shape(example.output()));
      }
    } finally {
      Box.removeVolume(volume);
    }
  }

  private static List<String> lines(ExecResult result) {
    return Stream.of(result.getStdout(), result.getStderr()).flatMap(String::lines).toList();
  }
}
