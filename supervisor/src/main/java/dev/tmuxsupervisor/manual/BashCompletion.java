package dev.tmuxsupervisor.manual;

import dev.tmuxsupervisor.client.Shell;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/** The table of a function of bash that is written by hand. */
final class BashCompletion {
  private BashCompletion() {}

  static String of(Verb program) throws IOException {
    StringBuilder table = new StringBuilder();
    write(table, program);
    return Template.fill("supervisor.bash", Map.of("VERBS", table.toString()));
  }

  private static void write(StringBuilder table, Verb verb) {
    table.append("\t").append(patterns(verb)).append(")\n");
    assign(table, "verbs=" + array(verb.verbs().stream().map(Verb::ownName)));
    assign(table, "options=" + array(verb.options().stream().flatMap(BashCompletion::names)));
    assign(table, "takes=" + array(verb.options().stream().flatMap(BashCompletion::taken)));
    assign(table, "places=" + array(Value.wordsOfPlaces(verb).stream().map(Shell::quote)));
    assign(table, "many=" + Shell.quote(many(verb)));
    assign(table, "program=" + (verb.runsProgram() ? "yes" : ""));
    table.append("\t\t;;\n");
    verb.verbs().forEach(below -> write(table, below));
  }

  private static void assign(StringBuilder table, String assignment) {
    table.append("\t\t").append(assignment).append('\n');
  }

  private static String patterns(Verb verb) {
    return verb.paths().stream().map(Shell::quote).collect(Collectors.joining(" | "));
  }

  private static Stream<String> names(OptionSpec option) {
    return Stream.of(option.names());
  }

  private static Stream<String> taken(OptionSpec option) {
    if (option.arity().max() == 0) {
      return Stream.empty();
    }
    String value = (option.arity().min() == 0 ? "?" : "") + Value.of(option).words();
    return names(option).map(name -> "[" + name + "]=" + Shell.quote(value));
  }

  private static String many(Verb verb) {
    return verb.options().stream()
        .filter(OptionSpec::isMultiValue)
        .flatMap(BashCompletion::names)
        .collect(Collectors.joining(" ", " ", " "));
  }

  private static String array(Stream<String> words) {
    return words.collect(Collectors.joining(" ", "(", ")"));
  }
}
