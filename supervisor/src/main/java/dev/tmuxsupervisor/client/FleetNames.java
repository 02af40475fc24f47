package dev.tmuxsupervisor.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that may be variables of {@code pass_env} in the fleet file that the command will read:
 * whatever stands in quotes there and is formed like one. The server reads the file properly, and
 * gives an agent no more than it says; here it is enough not to send everything.
 */
final class FleetNames {
  private static final Set<String> VERBS = Set.of("spawn", "up");
  private static final String FILE = "supervisor.toml";
  private static final String ROOT = "--root";
  private static final long LIMIT = 1 << 20;

  private FleetNames() {}

  static Set<String> of(List<String> arguments, Path directory, Map<String, String> users)
      throws IOException {
    Set<String> names = new HashSet<>();
    if (arguments.isEmpty() || !VERBS.contains(arguments.getFirst())) {
      return names;
    }
    Path file = file(arguments, directory, users);
    // Anything else is for the server to refuse, in words.
    if (Files.isRegularFile(file) && Files.isReadable(file) && Files.size(file) <= LIMIT) {
      Matcher quoted =
          Pattern.compile("[\"']([A-Za-z_][A-Za-z0-9_]*)[\"']")
              .matcher(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      while (quoted.find()) {
        names.add(quoted.group(1));
      }
    }
    return names;
  }

  /** At the same place where the server looks. */
  private static Path file(List<String> arguments, Path directory, Map<String, String> users)
      throws Refusal {
    String root = root(arguments, users);
    try {
      if (!root.isEmpty()) {
        return directory.resolve(root).resolve(FILE);
      }
    } catch (InvalidPathException e) {
      throw new Refusal(Refusal.USAGE, "the root " + Shell.quote(root) + " is no path");
    }
    Path at = directory;
    while (at.getParent() != null && !Files.exists(at.resolve(FILE))) {
      at = at.getParent();
    }
    return at.resolve(FILE);
  }

  private static String root(List<String> arguments, Map<String, String> users) {
    for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
      String word = arguments.get(i);
      if (word.equals(ROOT) && i + 1 < arguments.size()) {
        return arguments.get(i + 1);
      }
      if (word.startsWith(ROOT + "=")) {
        return word.substring(ROOT.length() + 1);
      }
    }
    return users.getOrDefault("SUPERVISOR_ROOT", "");
  }
}
