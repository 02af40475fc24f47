package dev.tmuxsupervisor.tmux;

import java.util.regex.Pattern;

/** Text that a message line shows as it is; tmux passes it through strftime, too. */
final class MessageText {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private MessageText() {}

  /** Controls are shown as question marks. */
  static String literal(String text) {
    return FormatText.drawnWithTime(CONTROL.matcher(text).replaceAll("?"));
  }
}
