package dev.tmuxsupervisor.manual;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What a shell may put where an option or a parameter wants something.
 *
 * @param choices of a kind that has its own
 */
record Value(Kind kind, List<String> choices) {
  /** Kinds of values. */
  enum Kind {
    WORDS,
    /** Words with commas between them. */
    LIST,
    WORKER,
    WORKER_OR_DIRECTORY,
    DIRECTORY,
    FILE,
    SERVER,
    VARIABLE,
    PROGRAM,
    /** Nothing that a shell could know. */
    ANYTHING
  }

  /** Copies what can be changed from outside. */
  Value {
    choices = List.copyOf(choices);
  }

  private static Value of(Kind kind) {
    return new Value(kind, List.of());
  }

  /** Throws IllegalStateException for one whose label says nothing yet. */
  static Value of(OptionSpec option) {
    @Nullable Iterable<String> words = option.completionCandidates();
    if (words != null) {
      return new Value(
          option.splitRegex().equals(",") ? Kind.LIST : Kind.WORDS, ImmutableList.copyOf(words));
    }
    return switch (option.paramLabel()) {
      case "DIR" -> of(Kind.DIRECTORY);
      case "FILE", "PATH" -> of(Kind.FILE);
      case "K[=V]" -> of(Kind.VARIABLE);
      case "NAME" -> of(option.longestName().equals("-L") ? Kind.SERVER : Kind.ANYTHING);
      case "FIRST..CAP",
          "FORMAT",
          "ID",
          "KEY",
          "LINES",
          "N",
          "N/TIME",
          "STYLE",
          "TEXT",
          "TIME",
          "WHO" ->
          of(Kind.ANYTHING);
      default -> throw unknown(option);
    };
  }

  /** For a table: its kind, and its choices. */
  String words() {
    String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Stream.concat(Stream.of(name), choices.stream()).collect(Collectors.joining(" "));
  }

  /** For a table: the same of a verb's words, with {@code +} behind one that goes on. */
  static List<String> wordsOfPlaces(Verb verb) {
    List<String> places = new ArrayList<>();
    places(verb).forEach(place -> places.add(place.words()));
    if (goesOn(verb)) {
      places.set(places.size() - 1, places.getLast() + "+");
    }
    return places;
  }

  /** Of a verb's words, one after the other; the last one stands for all that follow it. */
  static List<Value> places(Verb verb) {
    List<Value> values = new ArrayList<>();
    for (PositionalParamSpec parameter : verb.parameters()) {
      values.add(of(parameter));
    }
    if (!values.isEmpty() && values.getLast().kind == Kind.PROGRAM) {
      values.add(of(Kind.FILE));
    }
    return values;
  }

  /** Whether the last place is not the end. */
  static boolean goesOn(Verb verb) {
    return !verb.parameters().isEmpty() && Synopsis.isMany(verb.parameters().getLast());
  }

  private static Value of(PositionalParamSpec parameter) {
    return switch (parameter.paramLabel()) {
      case "NAME", "GLOB", "NAME|GLOB" -> of(Kind.WORKER);
      case "NAME|DIR", "NAME|PATH" -> of(Kind.WORKER_OR_DIRECTORY);
      case "DIR", "ROOT" -> of(Kind.DIRECTORY);
      case "COMMAND" -> of(Kind.PROGRAM);
      case "SESSION" -> of(Kind.ANYTHING);
      default -> throw unknown(parameter);
    };
  }

  private static IllegalStateException unknown(ArgSpec argument) {
    return new IllegalStateException(
        "say here what completes "
            + argument.paramLabel()
            + " of "
            + argument.command().qualifiedName());
  }
}
