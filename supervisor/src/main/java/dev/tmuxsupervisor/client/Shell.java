package dev.tmuxsupervisor.client;

import java.util.List;

/** Words as a POSIX shell reads them back exactly. */
final class Shell {
  private Shell() {}

  static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * Words of one line. A word that is a NUL, which no argument can be, stands for all the words of
   * the launcher itself, byte for byte.
   */
  static String quote(List<String> words) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      line.append(line.isEmpty() ? "" : " ").append(word.equals("\0") ? "\"$@\"" : quote(word));
    }
    return line.toString();
  }
}
