package dev.tmuxsupervisor.tmux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What must hold of a program before tmux is asked to start it. */
final class Launches {
  /**
   * One word alone would be a shell's; nice hands on two or more untouched, and so does this. Not
   * {@code sh -c 'exec "$0"'}: some shells drop variables whose names they cannot hold.
   */
  private static final List<String> UNTOUCHED = List.of("nice", "-n", "0", "--");

  private Launches() {}

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

  static List<String> words(List<String> argv) {
    return argv.size() > 1 ? argv : Stream.concat(UNTOUCHED.stream(), argv.stream()).toList();
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
