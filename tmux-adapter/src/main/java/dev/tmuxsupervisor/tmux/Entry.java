package dev.tmuxsupervisor.tmux;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record as tmux printed it.
 *
 * @param after the text between it and the next one
 */
record Entry(Kind kind, List<String> fields, String after) {
  private static final Pattern OPENING = Pattern.compile("([A-Z]+)/([0-9]+)");

  /** All whole records in the output; text around them, as from a user's hooks, is passed over. */
  static List<Entry> parse(String output, Nonce nonce) {
    List<String> tokens = List.of(output.split(Pattern.quote(nonce.separator()), -1));
    List<Entry> entries = new ArrayList<>();
    int at = 1;
    while (at < tokens.size()) {
      Matcher opening = OPENING.matcher(tokens.get(at));
      if (!opening.matches()) {
        break;
      }
      int close = at + 1 + Integer.parseInt(opening.group(2));
      if (close >= tokens.size()) {
        break;
      }
      entries.add(
          new Entry(
              Kind.valueOf(opening.group(1)), tokens.subList(at + 1, close), tokens.get(close)));
      at = close + 1;
    }
    return List.copyOf(entries);
  }

  String field(int index) {
    return fields.get(index);
  }
}
