package dev.tmuxsupervisor.manual;

import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** How a verb, its options and its parameters are written, in roff. */
final class Synopsis {
  private static final Pattern WORD = Pattern.compile("[A-Z]{2,}");

  private Synopsis() {}

  /** A line for each form of it, that of a group's verbs not included. */
  static List<String> of(Verb verb) {
    List<String> forms = verb.synopsis().isEmpty() ? form(verb) : verb.synopsis();
    Prose prose = new Prose(Sets.union(verb.labels(), Set.of("OPTION")));
    List<String> lines = new ArrayList<>();
    for (String form : forms) {
      String words = form.substring(verb.name().length());
      lines.add(".HP 4");
      lines.add(Roff.bold(verb.name()) + prose.marked(words));
    }
    return lines;
  }

  /** What must be said, what may be said, and what it is about. */
  private static List<String> form(Verb verb) {
    if (verb.parameters().isEmpty() && !verb.verbs().isEmpty()) {
      return List.of(); // a group does nothing by itself
    }
    List<String> words = new ArrayList<>(List.of(verb.name()));
    verb.options().stream()
        .filter(ArgSpec::required)
        .forEach(option -> words.add(option.longestName() + "=" + option.paramLabel()));
    words.add("[OPTION]...");
    verb.parameters().forEach(parameter -> words.add(plain(parameter)));
    return List.of(String.join(" ", words));
  }

  static boolean isMany(PositionalParamSpec parameter) {
    return parameter.arity().max() > 1 || parameter.index().isVariable();
  }

  static String parameter(PositionalParamSpec parameter) {
    return marked(plain(parameter));
  }

  private static String plain(PositionalParamSpec parameter) {
    String many = isMany(parameter) ? "..." : "";
    return parameter.arity().min() == 0
        ? "[" + parameter.paramLabel() + "]" + many
        : parameter.paramLabel() + many;
  }

  /** All its names, and its value. */
  static String option(OptionSpec option) {
    String names =
        List.of(option.names()).stream().map(Roff::bold).collect(Collectors.joining(", "));
    if (option.arity().max() == 0) {
      return names;
    }
    String separator = option.command().parser().separator();
    String value = separator + option.paramLabel();
    return names + marked(option.arity().min() == 0 ? "[" + value + "]" : value);
  }

  private static String marked(String words) {
    StringBuilder roff = new StringBuilder();
    int done = 0;
    var labels = WORD.matcher(words);
    while (labels.find()) {
      roff.append(Roff.text(words.substring(done, labels.start())))
          .append(Roff.italic(labels.group()));
      done = labels.end();
    }
    return roff.append(Roff.text(words.substring(done))).toString();
  }
}
