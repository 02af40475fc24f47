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
    List<Transcript.Example> examples = Transcript.ofReadme();
    assertThat(examples).hasSizeGreaterThan(4);
    try (Reader reader = Reader.create()) {
      Path bin = Files.createDirectory(reader.launcher().world().resolve("agents"));
      Path claude = bin.resolve("claude");
      Files.writeString(claude, "#!/bin/sh\nread -r line\n");
      Files.setPosixFilePermissions(claude, PosixFilePermissions.fromString("rwxr-xr-x"));
      reader.finds(bin);
      for (Transcript.Example example : examples) {
        assertThat(Transcript.shape(reader.types(example.command())))
            .as(example.command())
            .isEqualTo(Transcript.shape(example.output()));
      }
    }
  }
}
