package dev.tmuxsupervisor.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.process.ShortProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LingerTest {
  @TempDir private Path directory = Path.of("");

  private Linger withLoginctl(String script) throws IOException {
    Path file = Files.writeString(directory.resolve("loginctl"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return linger(file.toString());
  }

  private Linger linger(String loginctl) {
    return new Linger(
        new ShortProgram(loginctl, Map.of("PATH", "/usr/bin:/bin"), Duration.ofSeconds(20)),
        directory.resolve("systemd/linger"));
  }

  @Test
  void loginctlIsBelievedWhateverIsNoted() throws Exception {
    Files.createDirectories(directory.resolve("systemd/linger/ann"));
    assertThat(withLoginctl("echo Linger=no").of(7, "ann")).contains(false);
    assertThat(
            withLoginctl("[ \"$*\" = 'show-user 8 --property=Linger' ] && echo Linger=yes")
                .of(8, "bob"))
        .contains(true);
  }

  @Test
  void whereItDoesNotAnswerTheFileOfTheUserTells() throws Exception {
    Linger silent = withLoginctl("echo 'Failed to connect to bus' >&2; exit 1");
    assertThat(silent.of(7, "ann")).as("no systemd here").isEqualTo(Optional.empty());
    Files.createDirectories(directory.resolve("systemd"));
    assertThat(silent.of(7, "ann")).as("nobody lingers").contains(false);
    Files.createDirectory(directory.resolve("systemd/linger"));
    Files.writeString(directory.resolve("systemd/linger/ann"), "");
    assertThat(silent.of(7, "ann")).contains(true);
    assertThat(silent.of(8, "bob")).contains(false);
    assertThat(linger("/nowhere/loginctl").of(7, "ann")).contains(true);
  }
}
