package dev.tmuxsupervisor.tmux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A record as tmux printed it.
 *
 * @param after the text between it and the next one
 */
record Entry(Kind kind, List<String> fields, String after) {
  private static final Pattern OPENING = Pattern.compile("([A-Z]+)/([0-9]{1,4})");
  private static final Set<String> KINDS =
      Arrays.stream(Kind.values()).map(Kind::name).collect(Collectors.toUnmodifiableSet());

  /** All whole records in the output; text around them, as from a user's hooks, is passed over. */
  static List<Entry> parse(String output, Nonce nonce) {
    List<String> tokens = List.of(output.split(Pattern.quote(nonce.separator()), -1));
    List<Entry> entries = new ArrayList<>();
    int at = 1;
    while (at < tokens.size()) {
      Matcher opening = OPENING.matcher(tokens.get(at));
      if (!opening.matches() || !KINDS.contains(opening.group(1))) {
        break; // tmux 3.8 cuts a record short when it takes longer than it allows
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
