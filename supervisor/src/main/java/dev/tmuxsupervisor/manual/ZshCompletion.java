package dev.tmuxsupervisor.manual;

import dev.tmuxsupervisor.client.Shell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/** A function of zsh for each verb: zshcompsys(1), _arguments. */
final class ZshCompletion {
  private ZshCompletion() {}

  static String of(Verb program) throws IOException {
    StringBuilder functions = new StringBuilder();
    write(functions, program);
    return Template.fill("_supervisor", Map.of("VERBS", functions.toString()));
  }

  private static void write(StringBuilder functions, Verb verb) {
    verb.verbs().forEach(below -> write(functions, below));
    boolean group = !verb.verbs().isEmpty();
    if (group && !verb.parameters().isEmpty()) {
      functions.append(firstFunction(verb));
    }
    functions.append(function(verb)).append("() {\n");
    if (verb.runsProgram()) {
      functions.append("\t_supervisor_program && return\n");
    }
    if (group) {
      functions.append("\tlocal curcontext=$curcontext state line ret=1\n");
      functions.append("\tlocal -A opt_args\n");
    }
    functions.append("\t_arguments ").append(group ? "-C " : "").append("-s -S :");
    specs(verb).forEach(spec -> functions.append(" \\\n\t\t").append(spec));
    functions.append(group ? " && ret=0\n" + below(verb) : "\n").append("}\n\n");
  }

  private static String below(Verb verb) {
    String cases =
        verb.verbs().stream()
            .map(it ->
                "\t\t(%s) %s && ret=0 ;;\n"
                    .formatted(
                        Stream.concat(Stream.of(it.ownName()), it.aliases().stream())
                            .collect(Collectors.joining("|")),
                        function(it)))
            .collect(Collectors.joining());
    String others =
        verb.parameters().isEmpty()
            ? ""
            : "\t\t(*) %s && ret=0 ;;\n".formatted(action(Value.places(verb).getLast()));
    return "\tif [[ $state == below ]]; then\n\t\tcase $words[1] in\n"
        + cases
        + others
        + "\t\tesac\n\tfi\n\treturn ret\n";
  }

  private static String function(Verb verb) {
    return verb.path().isEmpty()
        ? "_supervisor"
        : "_supervisor_at_" + verb.path().replaceAll("[^a-z]", "_");
  }

  private static List<String> specs(Verb verb) {
    List<String> specs = new ArrayList<>();
    verb.options().forEach(option -> specs.addAll(specs(option)));
    if (!verb.verbs().isEmpty()) {
      specs.add(Shell.quote("1: :" + first(verb)));
      specs.add("'*:: :->below'");
      return specs;
    }
    List<Value> places = Value.places(verb);
    IntStream.range(0, places.size())
        .mapToObj(at -> place(verb, at, places.get(at), at == places.size() - 1))
        .forEach(specs::add);
    return specs;
  }

  private static String place(Verb verb, int at, Value value, boolean last) {
    String number = last && Value.goesOn(verb) ? "*" : Integer.toString(at + 1);
    String label = verb.parameters().get(Math.min(at, verb.parameters().size() - 1)).paramLabel();
    return Shell.quote(number + ":" + escaped(label) + ":" + action(value));
  }

  /** The verbs; where words may stand at their place too, the function that knows both. */
  private static String first(Verb verb) {
    return verb.parameters().isEmpty() ? verbs(verb) : function(verb) + "_first";
  }

  private static String firstFunction(Verb verb) {
    return "%s_first() {\n\t_alternative %s %s\n}\n\n"
        .formatted(
            function(verb),
            Shell.quote("verbs:verb:" + verbs(verb)),
            Shell.quote("words:word:" + action(Value.places(verb).getFirst())));
  }

  private static String verbs(Verb verb) {
    return verb.verbs().stream()
        .map(it -> escaped(it.ownName()) + "\\:" + doublyQuoted(it.summary()))
        .collect(Collectors.joining(" ", "((", "))"));
  }

  /** One a name; those of one option exclude each other. */
  private static List<String> specs(OptionSpec option) {
    List<String> names = List.of(option.names());
    String exclusion =
        option.isMultiValue() ? "*" : names.stream().collect(Collectors.joining(" ", "(", ")"));
    return names.stream().map(name -> Shell.quote(exclusion + name + tail(name, option))).toList();
  }

  private static String tail(String name, OptionSpec option) {
    String summary = "[" + escaped(Verb.summary(option)) + "]";
    if (option.arity().max() == 0) {
      return summary;
    }
    boolean attached = option.arity().min() == 0;
    String sign = name.startsWith("--") ? attached ? "=-" : "=" : "+";
    String value = escaped(option.paramLabel()) + ":" + action(Value.of(option));
    return sign + summary + (attached ? "::" : ":") + value;
  }

  private static String action(Value value) {
    String words = String.join(" ", value.choices());
    return switch (value.kind()) {
      case WORDS -> "(" + words + ")";
      case LIST -> "_values -s , word " + words;
      case WORKER -> "_supervisor_workers";
      case WORKER_OR_DIRECTORY -> "_supervisor_workers_or_directories";
      case DIRECTORY -> "_files -/";
      case FILE -> "_files";
      case SERVER -> "_supervisor_servers";
      case VARIABLE -> "_parameters -g '*export*'";
      case PROGRAM -> "_command_names -e";
      case ANYTHING -> " ";
    };
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\\\:\\[\\]])", "\\\\$1");
  }

  private static String doublyQuoted(String text) {
    return "\"" + text.replaceAll("([\\\\\"$`])", "\\\\$1").replace(":", "\\:") + "\"";
  }
}
