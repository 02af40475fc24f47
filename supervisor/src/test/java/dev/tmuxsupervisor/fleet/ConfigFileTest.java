package dev.tmuxsupervisor.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigFileTest {
  private static final Path FILE = Path.of("/home/x/config.toml");
  private static final List<String> STATES = List.of("failed", "unknown");

  @TempDir private Path directory = Path.of("unset");

  private static NotifySettings parse(String text) throws InvalidFleetFile {
    return ConfigFile.parse(FILE, text, STATES).notices();
  }

  @Test
  void whatIsSaidIsReadAndTheRestIsAsUsual() throws Exception {
    NotifySettings all =
        parse(
            """
            [notify]
            on = ["unknown"]
            message = false
            command = ["notify-send", "$HOME #(x)"]
            cooldown = "5m"
            """);
    assertThat(all.on()).containsExactly("unknown");
    assertThat(all.message()).isFalse();
    assertThat(all.command()).containsExactly("notify-send", "$HOME #(x)");
    assertThat(all.cooldown()).hasMinutes(5);
    assertThat(parse("")).isEqualTo(NotifySettings.DEFAULT);
    assertThat(parse("[notify]\non = []").on()).isEmpty();
    assertThat(parse("[notify]\nmessage = false").on()).isEqualTo(NotifySettings.DEFAULT.on());
  }

  @Test
  void whatScansAreToPassOverAddsToWhatTheyPassOverAnyway() throws Exception {
    Config config = ConfigFile.parse(FILE, "[scan]\nskip = [\"generated\", \"out-*\"]", STATES);
    assertThat(config.skip().names()).containsExactly("generated");
    assertThat(config.skip().beginnings()).containsExactly("out-");
    assertThat(config.notices()).isEqualTo(NotifySettings.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[notify]\\ncomand = []            | [notify]: there is no key comand   | did you mean command?",
        "[notify]\\ncooldowns = \"1s\"     | there is no key cooldowns          | did you mean cooldown?",
        "[notifi]                          | there is no key notifi             | did you mean [notify]?",
        "notify = 1                        | notify is no table                 | write [notify]",
        "[notify]\\non = \"failed\"        | on: it is no list of texts         | such as: on = [",
        "[notify]\\non = [\"faild\"]       | on: there is no state faild        | did you mean failed?",
        "[notify]\\non = [\"mas\"]         | on: there is no state mas          | did you mean mass?",
        "[notify]\\nmessage = \"yes\"      | message: it is neither true nor    | such as: message = true",
        "[notify]\\ncommand = \"x y\"      | command: it is no list of texts    | such as: command = [",
        "[notify]\\ncommand = []           | command: it names no program       | such as: command = [",
        "[notify]\\ncommand = [1]          | command: a value is no text        | such as: command = [",
        "[notify]\\ncooldown = 60          | cooldown: a value is no text       | such as: cooldown = \"60s\"",
        "[notify]\\ncooldown = \"1 week\"  | cooldown: '1 week' is no duration  | such as: cooldown = \"60s\"",
        "[scan]\\nskips = []              | [scan]: there is no key skips      | did you mean skip?",
        "[scan]\\nskip = \"x\"             | skip: it is no list of texts       | such as: skip = [",
        "[scan]\\nskip = [\"a/b\"]         | skip: 'a/b' is neither the name    | such as: skip = [",
        "[scna]                            | there is no key scna               | did you mean [scan]?",
        "[notify                           | it is not TOML                     | such as [notify]",
      })
  void whatIsWrongIsNamedTogetherWithWhatIsRight(String text, String wrong, String right) {
    assertThatExceptionOfType(InvalidFleetFile.class)
        .isThrownBy(() -> parse(text.replace("\\n", "\n")))
        .satisfies(e -> {
          assertThat(e.text()).startsWith(FILE.toString()).contains(wrong);
          assertThat(e.hint()).contains(right);
        });
  }

  @Test
  void itIsFoundWhereTheUserKeepsSuchFilesEvenBehindALink() throws Exception {
    assertThat(ConfigFile.place(Map.of("XDG_CONFIG_HOME", "/c", "HOME", "/h")))
        .contains(Path.of("/c/supervisor/config.toml"));
    assertThat(ConfigFile.place(Map.of("XDG_CONFIG_HOME", "c", "HOME", "/h")))
        .contains(Path.of("/h/.config/supervisor/config.toml"));
    assertThat(ConfigFile.place(Map.of())).isEmpty();

    Path link = directory.resolve("config.toml");
    assertThat(ConfigFile.read(link, STATES)).isEqualTo(Config.DEFAULT);
    Path dotfiles = directory.resolve("dotfiles");
    Files.createSymbolicLink(link, Files.writeString(dotfiles, "[notify]\nmessage = false\n"));
    assertThat(ConfigFile.read(link, STATES).notices().message()).isFalse();
    Files.delete(dotfiles);
    Files.createDirectory(dotfiles);
    assertThatExceptionOfType(InvalidFleetFile.class)
        .isThrownBy(() -> ConfigFile.read(link, STATES))
        .satisfies(e -> assertThat(e.text()).contains("it is a directory"));
  }
}
