package dev.tmuxsupervisor.tmux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must hold of a program before tmux is asked to start it. */
final class Launches {
  private static final List<String> EXEC = List.of("/usr/bin/env", "--");

  /** For a word that env itself would take for an assignment or an option. */
  private static final List<String> NICE_EXEC =
      List.of("/usr/bin/env", "--", "nice", "-n", "0", "--");

  /** In which tmux has nothing to expand. */
  private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9/._+@=:,-]*");

  private Launches() {}

  /** Whether tmux takes this directory's name as it stands, though it expands it. */
  static boolean isPlain(Path directory) {
    return PLAIN.matcher(directory.toString()).matches();
  }

  static List<String> requireArgv(List<String> argv) {
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("a program needs at least its name");
    }
    argv.forEach(word -> Words.requireText("an argument", word));
    return List.copyOf(argv);
  }

  static Map<String, String> requireEnvironment(Map<String, String> environment) {
    environment.forEach((name, value) -> {
      Words.requireVariable(name);
      Words.requireText("the variable " + name, value);
    });
    return Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  static Map<String, String> requireOptions(Map<String, String> options) {
    options.forEach((name, value) -> {
      Words.requireOption(name);
      Words.requireText("the option " + name, value);
    });
    return Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** tmux hands one word to a shell, and runs two or more as they are; so does what we prepend. */
  static List<String> words(List<String> argv) {
    if (argv.size() > 1) {
      return argv;
    }
    String word = argv.getFirst();
    List<String> runner = word.contains("=") || word.equals("-") ? NICE_EXEC : EXEC;
    return Stream.concat(runner.stream(), argv.stream()).toList();
  }

  /** Why the kernel would not start this, if so: tmux would only show a pane that ends at once. */
  static Optional<String> obstacle(
      Path directory, List<String> argv, Map<String, String> environment) {
    if (!Files.isDirectory(directory)) {
      return Optional.of("not a directory: " + Words.printable(directory.toString()));
    }
    return Stream.concat(
            argv.stream(),
            environment.entrySet().stream().map(v -> v.getKey() + "=" + v.getValue()))
        .mapToInt(Words::bytes)
        .filter(bytes -> bytes >= Words.LONGEST)
        .mapToObj(bytes ->
            "an argument or variable of %d bytes cannot be passed to a program, at most %d can"
                .formatted(bytes, Words.LONGEST - 1))
        .findFirst();
  }
}
