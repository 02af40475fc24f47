package dev.tmuxsupervisor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.fleet.NotifySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferencesTest {
  @TempDir private Path directory;

  /** Red when a file that cannot be used takes back what was said before. */
  @Test
  void theLastGoodFileHoldsAndABadOneIsToldOfOnce() throws Exception {
    LoopFixture fixture = new LoopFixture(directory);
    Path file = directory.resolve("config.toml");
    Preferences preferences = new Preferences(Optional.of(file), fixture.chronicle());
    assertThat(preferences.notices()).isEqualTo(NotifySettings.DEFAULT);

    Files.writeString(file, "[notify]\nmessage = false\n");
    assertThat(preferences.notices().message()).isFalse();
    assertThat(preferences.complaint()).isEmpty();

    Files.writeString(file, "[notify]\nmesage = true\n");
    assertThat(preferences.notices().message()).isFalse();
    assertThat(preferences.complaint().orElseThrow())
        .contains(file.toString(), "no key mesage", "did you mean message?");
    Files.writeString(file, "\n[notify]\nmesage = true\n");
    assertThat(preferences.notices().message()).isFalse();
    assertThat(fixture.told()).containsExactly("config not_used");

    Files.writeString(file, "[notify]\non = []\n");
    assertThat(preferences.notices().message()).isTrue();
    assertThat(preferences.complaint()).isEmpty();
    Files.delete(file);
    assertThat(preferences.notices()).isEqualTo(NotifySettings.DEFAULT);
    assertThat(new Preferences(Optional.empty(), fixture.chronicle()).notices())
        .isEqualTo(NotifySettings.DEFAULT);
  }
}
