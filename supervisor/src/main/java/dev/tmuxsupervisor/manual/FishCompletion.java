package dev.tmuxsupervisor.manual;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/** A line of fish for each thing that can be typed: complete(1) of fish. */
final class FishCompletion {
  private static final String COMPLETE = "complete -c supervisor";

  private FishCompletion() {}

  static String of(Verb program) throws IOException {
    List<String> lines = new ArrayList<>();
    List<Verb> all = all(program).toList();
    lines.add(
        "set -g __supervisor_paths " + words(all.stream().flatMap(it -> it.paths().stream())));
    Stream<Verb> running = all.stream().filter(Verb::runsProgram);
    lines.add("set -g __supervisor_running " + words(running.flatMap(it -> it.paths().stream())));
    lines.add("function __supervisor_takes");
    lines.add("    switch $argv[1]");
    for (Verb verb : all) {
      lines.add("        case " + words(verb.paths().stream()));
      lines.add("            printf '%s\\n' " + words(taking(verb)));
    }
    lines.add("    end");
    lines.add("end");
    lines.add(COMPLETE + " -f");
    all.forEach(verb -> write(lines, verb));
    lines.add(complete("__supervisor_runs") + " -a '(__supervisor_program)'");
    return Template.fill("supervisor.fish", Map.of("VERBS", String.join("\n", lines) + "\n"));
  }

  private static Stream<Verb> all(Verb verb) {
    return Stream.concat(Stream.of(verb), verb.verbs().stream().flatMap(FishCompletion::all));
  }

  private static Stream<String> taking(Verb verb) {
    return verb.options().stream()
        .filter(option -> option.arity().min() > 0)
        .flatMap(option -> Stream.of(option.names()));
  }

  private static void write(List<String> lines, Verb verb) {
    String is = "__supervisor_is " + quoted(String.join(",", verb.paths()));
    for (Verb below : verb.verbs()) {
      lines.add(
          complete(is + " 0")
              + " -a "
              + quoted(below.ownName())
              + " -d "
              + quoted(below.summary()));
    }
    for (OptionSpec option : verb.options()) {
      lines.add(
          complete(is) + names(option) + value(option) + " -d " + quoted(Verb.summary(option)));
    }
    List<Value> places = Value.places(verb);
    for (int at = 0; at < places.size(); at++) {
      boolean goesOn = at == places.size() - 1 && Value.goesOn(verb);
      String offer = offer(places.get(at));
      if (!offer.isEmpty()) {
        lines.add(complete(is + " " + at + (goesOn ? "+" : "")) + offer);
      }
    }
  }

  private static String complete(String condition) {
    return COMPLETE + " -n " + quoted(condition);
  }

  private static String names(OptionSpec option) {
    return Stream.of(option.names())
        .map(
            name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
        .collect(Collectors.joining());
  }

  private static String value(OptionSpec option) {
    return option.arity().min() == 0 ? "" : " -r" + offer(Value.of(option));
  }

  private static String offer(Value value) {
    String words = words(value.words().stream());
    return switch (value.kind()) {
      case WORDS -> " -f -a " + quoted(words);
      case LIST -> " -f -a " + quoted("(__supervisor_list " + words + ")");
      case WORKER -> " -f -a '(__supervisor_workers)'";
      case WORKER_OR_DIRECTORY -> " -f -a '(__supervisor_workers_or_directories)'";
      case DIRECTORY -> " -f -a '(__fish_complete_directories)'";
      case FILE -> " -F";
      case SERVER -> " -f -a '(__supervisor_servers)'";
      case VARIABLE -> " -f -a '(set -xn)'";
      case PROGRAM -> " -f -a '(__fish_complete_command)'";
      case ANYTHING -> "";
    };
  }

  private static String words(Stream<String> words) {
    return words.map(FishCompletion::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
