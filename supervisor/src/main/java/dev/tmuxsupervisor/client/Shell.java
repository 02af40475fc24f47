package dev.tmuxsupervisor.client;

import java.util.List;

/** Words as a POSIX shell reads them back exactly. */
final class Shell {
  private Shell() {}

  static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  static String quote(List<String> words) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      line.append(line.isEmpty() ? "" : " ").append(quote(word));
    }
    return line.toString();
  }
}
