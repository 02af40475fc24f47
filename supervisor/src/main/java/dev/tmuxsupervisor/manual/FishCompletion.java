package dev.tmuxsupervisor.manual;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/** The tables of a function of fish that is written by hand. */
final class FishCompletion {
  private FishCompletion() {}

  static String of(Verb program) throws IOException {
    List<Verb> all = all(program).toList();
    List<String> lines = new ArrayList<>();
    lines.add("set -g __supervisor_paths " + words(paths(all.stream())));
    lines.add(
        "set -g __supervisor_running " + words(paths(all.stream().filter(Verb::runsProgram))));
    lines.addAll(table("verbs", all, FishCompletion::verbs));
    lines.addAll(table("options", all, FishCompletion::options));
    lines.addAll(table("takes", all, FishCompletion::takes));
    lines.addAll(table("places", all, FishCompletion::places));
    return Template.fill("supervisor.fish", Map.of("VERBS", String.join("\n", lines) + "\n"));
  }

  private static Stream<Verb> all(Verb verb) {
    return Stream.concat(Stream.of(verb), verb.verbs().stream().flatMap(FishCompletion::all));
  }

  private static Stream<String> paths(Stream<Verb> verbs) {
    return verbs.flatMap(verb -> verb.paths().stream());
  }

  /** A function that prints lines about the verbs that are its argument. */
  private static List<String> table(
      String name, List<Verb> verbs, Function<Verb, Stream<String>> rows) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("function __supervisor_" + name);
    lines.add("    switch \"$argv[1]\"");
    for (Verb verb : verbs) {
      List<String> all = rows.apply(verb).toList();
      if (!all.isEmpty()) {
        lines.add("        case " + words(verb.paths().stream()));
        lines.add("            printf '%s\\n' " + words(all.stream()));
      }
    }
    lines.add("    end");
    lines.add("end");
    return lines;
  }

  private static Stream<String> verbs(Verb verb) {
    return verb.verbs().stream().map(below -> below.ownName() + "\t" + below.summary());
  }

  private static Stream<String> options(Verb verb) {
    return verb.options().stream()
        .flatMap(
            option -> Stream.of(option.names()).map(name -> name + "\t" + Verb.summary(option)));
  }

  /** The options that a word of their own may follow as their value. */
  private static Stream<String> takes(Verb verb) {
    return verb.options().stream()
        .filter(option -> option.arity().min() > 0)
        .flatMap(FishCompletion::takes);
  }

  private static Stream<String> takes(OptionSpec option) {
    return Stream.of(option.names()).map(name -> name + " " + Value.of(option).words());
  }

  private static Stream<String> places(Verb verb) {
    return Value.wordsOfPlaces(verb).stream();
  }

  private static String words(Stream<String> words) {
    return words.map(FishCompletion::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
