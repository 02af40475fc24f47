package dev.tmuxsupervisor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

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

  @Test
  void aServerThatTheClientDidNotTakeOffIsRefusedAndNotForgotten() {
    assertThatExceptionOfType(ParameterException.class)
        .isThrownBy(() -> CommandModel.of(List.of()).parseArgs("-L", "night", "list"))
        .withMessageContaining("once");
  }

  @Test
  void everyVerbHasExamplesThatItUnderstands() {
    for (CommandSpec verb : verbs(CommandModel.all())) {
      assertThat(verb.usageMessage().footer()).as(verb.qualifiedName()).isNotEmpty();
      for (String example : verb.usageMessage().footer()) {
        assertThat(example).startsWith("  " + verb.root().name() + " ");
        assertThatCode(() -> CommandModel.of(List.of()).parseArgs(words(example)))
            .as(example)
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void everythingThatCanBeSaidIsExplained() {
    for (CommandSpec verb : verbs(CommandModel.all())) {
      List<String> texts = new ArrayList<>(List.of(verb.usageMessage().description()));
      verb.args().forEach(argument -> texts.add(String.join(" ", argument.description())));
      assertThat(texts)
          .as(verb.qualifiedName())
          .isNotEmpty()
          .allMatch(text -> text.endsWith(".") || text.endsWith(")."));
      assertThat(verb.args())
          .filteredOn(argument -> argument.arity().max() > 0)
          .allMatch(argument -> !argument.paramLabel().startsWith("<"));
    }
  }

  @Test
  void everyExitCodeOfAnErrorIsTold() {
    Set<String> told = CommandModel.all().usageMessage().exitCodeList().keySet();
    assertThat(ErrorCode.values())
        .allSatisfy(code -> assertThat(told).contains(Integer.toString(code.exit())));
  }

  @Test
  void everyWordThatCompletesAValueIsOne() throws Exception {
    int tried = 0;
    for (CommandSpec verb : verbs(CommandModel.all())) {
      for (OptionSpec option : verb.options()) {
        if (option.arity().max() > 0 && option.completionCandidates() != null) {
          for (String word : option.completionCandidates()) {
            assertThat(option.converters()[0].convert(word)).as(word).isNotNull();
            assertThat(String.join(" ", option.description())).contains(word);
            tried++;
          }
        }
      }
    }
    assertThat(tried).isGreaterThan(8);
  }

  /** All of them, the program itself first. */
  private static List<CommandSpec> verbs(CommandSpec spec) {
    List<CommandSpec> verbs = new ArrayList<>(List.of(spec));
    new LinkedHashSet<>(spec.subcommands().values())
        .forEach(below -> verbs.addAll(verbs(below.getCommandSpec())));
    return verbs;
  }

  /** As a shell takes the line apart, without the program and what the client takes off. */
  private static String[] words(String example) {
    List<String> words = new ArrayList<>();
    Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(String.format(example));
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    int first = words.get(1).equals("-L") ? 3 : 1;
    return words.subList(first, words.size()).toArray(String[]::new);
  }
}
