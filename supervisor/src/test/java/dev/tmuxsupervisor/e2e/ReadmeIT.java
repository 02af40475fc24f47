package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The session in the README is what the program prints, but for numbers, times and paths. */
class ReadmeIT {
  @Test
  void theFirstSessionPrintsWhatTheReadmeShows() throws Exception {
    List<ReadmeSession.Example> examples = ReadmeSession.examples();
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
      for (ReadmeSession.Example example : examples) {
        Launcher.Result result = user.runIn(town, example.command().split(" "));
        assertThat(ReadmeSession.shape((result.out() + result.err()).lines().toList()))
            .as(example.command())
            .isEqualTo(ReadmeSession.shape(example.output()));
      }
    }
  }
}
