package dev.tmuxsupervisor.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildIdTest {
  @TempDir Path lib;

  @BeforeEach
  void aBuild() throws IOException {
    jar("supervisor.jar", "one class");
    jar("tmux-adapter.jar", "another");
  }

  @Test
  void theSameClassesAreTheSameBuild() throws IOException {
    String before = BuildId.of(lib);
    jar("supervisor.jar", "one class");

    assertThat(BuildId.of(lib)).isEqualTo(before).startsWith(BuildId.version() + "+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"supervisor.jar", "tmux-adapter.jar"})
  void aClassOfTheSameLengthAndTimeIsAnotherBuild(String jar) throws IOException {
    String before = BuildId.of(lib);
    jar(jar, jar.startsWith("t") ? "ANOTHER" : "ONE CLASS");

    assertThat(BuildId.of(lib)).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "long enough to hold the end of a jar, but without it"})
  void whatIsNoJarIsADamagedInstallation(String text) throws IOException {
    Files.writeString(lib.resolve("supervisor.jar"), text);

    assertThatThrownBy(() -> BuildId.of(lib))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("the installation is damaged")
        .hasMessageContaining("supervisor.jar is no jar");
  }

  @Test
  void aMissingJarIsADamagedInstallation() throws IOException {
    Files.delete(lib.resolve("tmux-adapter.jar"));

    assertThatThrownBy(() -> BuildId.of(lib))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no " + lib.resolve("tmux-adapter.jar"));
  }

  private void jar(String name, String content) throws IOException {
    try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(lib.resolve(name)))) {
      ZipEntry entry = new ZipEntry("A.class");
      entry.setLastModifiedTime(FileTime.fromMillis(0));
      jar.putNextEntry(entry);
      jar.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }
}
