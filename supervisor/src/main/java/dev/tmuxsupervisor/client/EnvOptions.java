package dev.tmuxsupervisor.client;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Variables named without a value by {@code --env NAME}: a secret need not stand in an argv. */
final class EnvOptions {
  private static final String OPTION = "--env";

  private EnvOptions() {}

  static Set<String> names(List<String> arguments) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
      String word = arguments.get(i);
      if (word.equals(OPTION) && i + 1 < arguments.size()) {
        add(names, arguments.get(++i));
      } else if (word.startsWith(OPTION + "=")) {
        add(names, word.substring(OPTION.length() + 1));
      }
    }
    return names;
  }

  private static void add(Set<String> names, String value) {
    if (value.indexOf('=') < 0) {
      names.add(value);
    }
  }
}
