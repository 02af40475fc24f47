package dev.tmuxsupervisor.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.PolicyText;
import dev.tmuxsupervisor.worker.Spans;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is told of the files is what their readers take: each key, and no other. */
final class VocabularyTest {
  private static final Path FILE = Path.of("/home/x/file.toml");
  private static final List<String> STATES = List.of("failed");

  @Test
  void theExampleOfEveryKeyOfTheFleetFileIsTaken() {
    for (Vocabulary.Word word : Vocabulary.ofFleetFile()) {
      assertThatCode(() -> FleetFile.parse(FILE, "[worker.dave]\n" + word.example()))
          .as(word.example())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aKeyOfTheFleetFileThatIsNotToldIsRefused() {
    assertThat(Vocabulary.ofFleetFile()).hasSameSizeAs(Key.values());
    assertThatExceptionOfType(InvalidFleetFile.class)
        .isThrownBy(() -> FleetFile.parse(FILE, "[worker.dave]\nuntold = \"x\""));
  }

  @Test
  void theExampleOfEveryKeyOfAnAgentIsTaken() {
    assertThat(Vocabulary.ofAgent()).hasSameSizeAs(AgentKey.values());
    String text =
        Vocabulary.ofAgent().stream()
            .map(Vocabulary.Word::example)
            .collect(Collectors.joining("\n", "[agent.mine]\n", "\n"));
    assertThatCode(() -> FleetFile.parse(FILE, text)).as(text).doesNotThrowAnyException();
  }

  @Test
  void everyKnownAgentIsTold() {
    assertThat(Key.AGENT.meaning()).contains(AgentProfile.KNOWN.keySet());
  }

  @Test
  void theExampleOfEveryKeyOfTheConfigurationIsTaken() {
    assertThat(Vocabulary.tablesOfConfig()).hasSizeGreaterThan(1);
    for (String table : Vocabulary.tablesOfConfig()) {
      for (Vocabulary.Word word : Vocabulary.ofConfig(table)) {
        String text = "[" + table + "]\n" + word.example();
        assertThatCode(() -> ConfigFile.parse(FILE, text, STATES))
            .as(text)
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void aKeyOrATableOfTheConfigurationThatIsNotToldIsRefused() {
    for (String table : Vocabulary.tablesOfConfig()) {
      assertThatExceptionOfType(InvalidFleetFile.class)
          .isThrownBy(() -> ConfigFile.parse(FILE, "[" + table + "]\nuntold = \"x\"", STATES));
    }
    assertThatExceptionOfType(InvalidFleetFile.class)
        .isThrownBy(() -> ConfigFile.parse(FILE, "[untold]\n", STATES));
  }

  @Test
  void theDefaultsThatAreToldAreThoseThatHold() {
    Map<String, String> meanings =
        Vocabulary.ofFleetFile().stream()
            .collect(Collectors.toMap(Vocabulary.Word::name, Vocabulary.Word::meaning));
    Policy usual = Policy.DEFAULT;
    assertThat(meanings)
        .hasEntrySatisfying("restart", told(PolicyText.print(usual.restart()) + ";"))
        .hasEntrySatisfying("backoff", told(PolicyText.print(usual.backoff()) + "."))
        .hasEntrySatisfying("max_restarts", told(PolicyText.print(usual.limit()) + "."))
        .hasEntrySatisfying("stop_timeout", told(Spans.print(usual.stopTimeout()) + "."));
    assertThat(NotifyKey.COOLDOWN.meaning()).endsWith("Default: 60s.");
    assertThat(NotifySettings.DEFAULT.cooldown()).isEqualTo(Spans.parse("60s"));
  }

  private static org.assertj.core.api.Condition<String> told(String value) {
    return new org.assertj.core.api.Condition<>(
        meaning -> meaning.contains("Default: " + value), "tells the default %s", value);
  }
}
