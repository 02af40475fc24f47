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
