package dev.tmuxsupervisor.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandModelTest {
  @Test
  void eachVerbIsFoundByItsNamesAndHasTheSameHelpAsAmongAll() {
    CommandLine all = CommandModel.of(List.of());
    Set<String> names = all.getSubcommands().keySet();
    assertThat(names).contains("spawn", "list", "ls", "lock", "version");
    for (String name : names) {
      CommandLine one = CommandModel.of(List.of(name, "--help"));
      assertThat(one.getSubcommands().values().stream().distinct()).as(name).hasSize(1);
      assertThat(help(one, name)).isEqualTo(help(all, name));
    }
  }

  private static String help(CommandLine line, String verb) {
    return Objects.requireNonNull(line.getSubcommands().get(verb)).getUsageMessage();
  }

  @Test
  void aWordThatIsNoVerbIsToldWithAllVerbsKnown() {
    assertThat(CommandModel.of(List.of("spwan")).getSubcommands()).containsKey("spawn");
    assertThat(CommandModel.of(List.of("--help")).getSubcommands()).hasSizeGreaterThan(20);
  }
}
