package dev.tmuxsupervisor.manual;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.WordUtils;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A verb of the model, or the program itself, with its texts as people read them. */
record Verb(CommandSpec spec) {
  private static final Pattern PROGRAM = Pattern.compile("-- \\[?[A-Z]");
  private static final int SHORT = 60;
  private static final int LONG = 80;
  private static final Pattern LABEL = Pattern.compile("[A-Z]+");

  /** With all words before it, such as {@code supervisor lock show}. */
  String name() {
    return spec.qualifiedName();
  }

  /** Such as {@code lock show}; empty for the program. */
  String path() {
    String program = spec.root().name();
    return name().substring(program.length()).strip();
  }

  /** Such as {@code show}. */
  String ownName() {
    return spec.name();
  }

  /** Its path by each of its names. */
  List<String> paths() {
    String path = path();
    String before = path.substring(0, Math.max(0, path.length() - ownName().length()));
    return Stream.concat(Stream.of(path), aliases().stream().map(before::concat)).toList();
  }

  /** Such as {@code supervisor-lock}, of a verb's or the program's own page. */
  String page() {
    return name().replace(' ', '-');
  }

  List<String> aliases() {
    return List.of(spec.aliases());
  }

  /** Each once, by its own name, in the order of the help. */
  List<Verb> verbs() {
    Collection<CommandLine> all = new LinkedHashSet<>(spec.subcommands().values());
    return all.stream()
        .map(line -> new Verb(line.getCommandSpec()))
        .filter(verb -> !verb.spec.usageMessage().hidden())
        .toList();
  }

  /** What it does, in a sentence; no dot at the end. */
  String summary() {
    return firstSentence(description().getFirst());
  }

  /** What an option does, short enough for a list. */
  static String summary(OptionSpec option) {
    return WordUtils.abbreviate(firstSentence(option.description()[0]), SHORT, LONG, "…");
  }

  private static String firstSentence(String text) {
    String sentence = Prose.sentences(text).getFirst();
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  List<String> description() {
    return formatted(spec.usageMessage().description());
  }

  List<OptionSpec> options() {
    return spec.options().stream().filter(option -> !option.hidden()).toList();
  }

  List<PositionalParamSpec> parameters() {
    return spec.positionalParameters().stream().filter(it -> !it.hidden()).toList();
  }

  /** Its own lines of synopsis, if it has any. */
  List<String> synopsis() {
    return formatted(spec.usageMessage().customSynopsis()).stream().map(String::strip).toList();
  }

  /** Exit code and meaning; empty where there is nothing to say beyond what all verbs have. */
  Map<String, String> exits() {
    return spec.usageMessage().exitCodeList();
  }

  /** Lines that can be typed. */
  List<String> examples() {
    return formatted(spec.usageMessage().footer()).stream().map(String::strip).toList();
  }

  /** Whether {@code --} is followed by another program's words. */
  boolean runsProgram() {
    return synopsis().stream().anyMatch(line -> PROGRAM.matcher(line).find());
  }

  /** What a text of this verb and of those below it may name in capitals. */
  Set<String> labels() {
    Stream<String> own =
        Stream.concat(
            Stream.concat(options().stream(), parameters().stream()).map(ArgSpec::paramLabel),
            synopsis().stream());
    Stream<String> below = verbs().stream().flatMap(verb -> verb.labels().stream());
    return Stream.concat(
            own.flatMap(text -> LABEL.matcher(text).results().map(it -> it.group())), below)
        .filter(label -> label.length() > 1)
        .collect(Collectors.toSet());
  }

  /** All that is said about it and those below it, to see what is named there. */
  String everything() {
    return Stream.of(
            description().stream(),
            options().stream().flatMap(option -> said(option).stream()),
            parameters().stream().flatMap(parameter -> said(parameter).stream()),
            examples().stream(),
            verbs().stream().map(Verb::everything))
        .flatMap(it -> it)
        .collect(Collectors.joining("\n"));
  }

  /** What an option or a parameter means, a paragraph a text. */
  static List<String> said(ArgSpec argument) {
    return List.of(argument.description());
  }

  /** As help does it: descriptions are formats. */
  private static List<String> formatted(String... texts) {
    return Arrays.stream(texts)
        .map(text -> String.format(text))
        .filter(text -> !text.isBlank())
        .toList();
  }
}
