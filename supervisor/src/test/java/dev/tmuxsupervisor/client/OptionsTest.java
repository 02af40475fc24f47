package dev.tmuxsupervisor.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  private static final Map<String, String> NOTHING = Map.of();

  @Test
  void theServersNameComesFirstOrFromTheEnvironment() throws Refusal {
    assertThat(Options.parse(List.of("-L", "a-1", "list"), NOTHING))
        .isEqualTo(new Options("a-1", List.of("list")));
    assertThat(Options.parse(List.of("-La", "list"), NOTHING))
        .isEqualTo(new Options("a", List.of("list")));
    assertThat(Options.parse(List.of("list", "-L", "x"), Map.of("SUPERVISOR_SERVER", "b")))
        .isEqualTo(new Options("b", List.of("list", "-L", "x")));
    assertThat(Options.parse(List.of(), NOTHING)).isEqualTo(new Options("default", List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "a/b", "a b", "é", "a\n", "123456789012345678901234567890123"})
  void aNameThatCouldLeadElsewhereIsRefused(String name) {
    assertThatThrownBy(() -> Options.parse(List.of("-L", name), NOTHING))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void onlyStatusAndStopAskAboutAServerAndHelpIsHelp() throws Refusal {
    assertThat(kind("server", "status")).isEqualTo(Options.Kind.ABOUT_SERVER);
    assertThat(kind("server", "stop", "--json")).isEqualTo(Options.Kind.ABOUT_SERVER);
    assertThat(kind("server", "run")).isEqualTo(Options.Kind.RUN_SERVER);
    assertThat(kind("server", "run", "--help")).isEqualTo(Options.Kind.ORDINARY);
    assertThat(kind("server")).isEqualTo(Options.Kind.ORDINARY);
    assertThat(kind("spawn", "a", "--", "server", "stop")).isEqualTo(Options.Kind.ORDINARY);
  }

  @Test
  void variablesAreNamedOnlyBeforeTheAgentsOwnArguments() {
    assertThat(
            EnvOptions.names(
                List.of("spawn", "--env", "A", "--env=B", "--env", "C=1", "--", "--env", "D")))
        .containsExactlyInAnyOrder("A", "B");
  }

  @Test
  void theUsersLocaleIsPutBackAndWhatIsNotListedStays() throws Refusal {
    Map<String, String> users =
        Variables.ofUser(
            Map.of(
                "LC_ALL", "C.UTF-8", "SUPERVISOR_USERS_LC_ALL", "", "TOKEN", "s", "PATH", "/bin"));
    assertThat(Variables.chosen(users, List.of(), Set.of())).isEqualTo(Map.of("PATH", "/bin"));
    assertThat(Variables.chosen(users, List.of("--env", "TOKEN"), Set.of()))
        .isEqualTo(Map.of("PATH", "/bin", "TOKEN", "s"));
  }

  private static Options.Kind kind(String... words) throws Refusal {
    return Options.parse(List.of(words), NOTHING).kind();
  }
}
