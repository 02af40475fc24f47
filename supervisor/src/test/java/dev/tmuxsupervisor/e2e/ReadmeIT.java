package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The session in the README is what the program prints, but for numbers, times and paths. */
class ReadmeIT {
  private record Example(String command, List<String> output) {}

  @Test
  void theFirstSessionPrintsWhatTheReadmeShows() throws Exception {
    List<Example> examples = examples(readme());
    assertThat(examples).hasSizeGreaterThan(4);
    try (Launcher launcher = Launcher.create()) {
      Path bin = Files.createDirectory(launcher.world().resolve("agents"));
      Path claude = bin.resolve("claude");
      Files.writeString(claude, "#!/bin/sh\nread -r line\n");
      Files.setPosixFilePermissions(claude, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path town = Files.createDirectory(launcher.world().resolve("town"));
      Path sockets = Files.createDirectory(launcher.world().resolve("tmux"));
      launcher.with("TMUX_TMPDIR", sockets.toString());
      Launcher user = launcher.with("PATH", bin + ":" + System.getenv("PATH"));
      for (Example example : examples) {
        Launcher.Result result = user.runIn(town, example.command().split(" "));
        assertThat(shape((result.out() + result.err()).lines().toList()))
            .as(example.command())
            .isEqualTo(shape(example.output()));
      }
    }
  }

  private static String readme() throws Exception {
    return Files.readString(Launcher.program().resolve("../../../README.md").normalize());
  }

  private static List<Example> examples(String readme) {
    List<Example> examples = new ArrayList<>();
    boolean inside = false;
    for (String line : readme.lines().toList()) {
      if (line.startsWith("```")) {
        inside = line.equals("```console");
      } else if (inside && line.startsWith("$ supervisor ")) {
        examples.add(new Example(line.substring("$ supervisor ".length()), new ArrayList<>()));
      } else if (inside) {
        examples.getLast().output().add(line);
      }
    }
    return examples;
  }

  /**
   * Words stay; runs of digits become one, paths keep their last name, columns lose their width.
   */
  private static List<String> shape(List<String> lines) {
    return lines.stream()
        .map(line ->
            line.replaceAll("/[^ )]*/(?=[^/ )]+)", "/")
                .replaceAll("(?<=[ (])[0-9]+(?=[ )s]|$)", "0")
                .replaceAll(" +", " "))
        .toList();
  }
}
