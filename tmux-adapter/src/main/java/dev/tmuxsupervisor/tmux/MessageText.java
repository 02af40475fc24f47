package dev.tmuxsupervisor.tmux;

import java.util.regex.Pattern;

/**
 * Text that a message line shows as it is. tmux passes it through strftime, expands its formats,
 * and draws its styles; each halves what the one before left. A run of hashes before a bracket is a
 * style's, which expansion leaves alone and only drawing halves (format.c, format-draw.c).
 */
final class MessageText {
  private static final Pattern HASHES = Pattern.compile("(#+)(\\[?)");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private MessageText() {}

  /** Controls are shown as question marks. */
  static String literal(String text) {
    String clean = CONTROL.matcher(text).replaceAll("?").replace("%", "%%");
    return HASHES
        .matcher(clean)
        .replaceAll(run -> run.group(1).repeat(run.group(2).isEmpty() ? 4 : 2) + run.group(2));
  }
}
