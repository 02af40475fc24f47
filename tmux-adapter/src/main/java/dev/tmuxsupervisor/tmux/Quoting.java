package dev.tmuxsupervisor.tmux;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The only place that knows how a word is written in a file of tmux commands. Inside single quotes
 * tmux reads everything but the quote as it stands; a newline goes into double quotes, so that one
 * line stays one group of commands, which the first error ends.
 */
final class Quoting {
  private Quoting() {}

  static String quote(String word) {
    return "'" + word.replace("'", "'\\''").replace("\n", "'\"\\n\"'") + "'";
  }

  /** Bare words where that is safe, for people to read. */
  static String readable(String word) {
    return word.matches("[A-Za-z0-9_./=:@-]+") ? word : quote(word);
  }

  /**
   * The shortest way to write a word. Commands within commands are quoted again and again, and each
   * quote would grow fourfold with each level.
   */
  static String shortest(String word) {
    if (word.matches("[A-Za-z0-9_./:@%-]+") && !word.startsWith("%")) {
      return word;
    }
    String single = quote(word);
    String twofold =
        '"'
            + word.replaceAll("[\\\\\"$]", "\\\\$0").replace("~", "\\176").replace("\n", "\\n")
            + '"';
    return twofold.length() < single.length() ? twofold : single;
  }

  /** Commands, each word of them written the shortest way. */
  static String shortest(List<List<String>> commands) {
    return commands.stream()
        .map(words -> words.stream().map(Quoting::shortest).collect(Collectors.joining(" ")))
        .collect(Collectors.joining(" ; "));
  }

  static String command(String... words) {
    return command(List.of(words));
  }

  static String command(List<String> words) {
    return words.stream().map(Quoting::quote).collect(Collectors.joining(" "));
  }

  /** Commands of which none is run after one that failed. */
  static String group(List<String> commands) {
    return String.join(" ; ", commands);
  }
}
