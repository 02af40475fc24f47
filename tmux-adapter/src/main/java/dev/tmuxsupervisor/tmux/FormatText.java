package dev.tmuxsupervisor.tmux;

import java.util.regex.Pattern;

/**
 * Text that tmux, from 3.2, is to show or to hand on as it stands, though it reads it as a format
 * on the way. There are two levels: expansion runs {@code #(…)} and replaces {@code #{…}}, and
 * drawing obeys {@code #[…]}. An option's value that {@code #{@name}} brings in is only drawn; text
 * that is part of a format is expanded, and then drawn.
 */
public final class FormatText {
  /** Expansion leaves those before a bracket to drawing, however many they are. */
  private static final Pattern EXPANDED = Pattern.compile("#+(?![#\\[])");

  private FormatText() {}

  /**
   * The value of a user option that a status line shows by {@code #{@name}}: what is seen is the
   * text, and nothing in it runs or changes a style. Not for {@code #{E:…}} or {@code #{T:…}}.
   */
  public static String literal(String text) {
    return text.replace("#", "##");
  }

  /** What one expansion turns into the text. */
  static String expanding(String text) {
    return EXPANDED.matcher(text).replaceAll(run -> run.group().repeat(2));
  }

  /** Text that stands in a format and is seen as it is. */
  static String drawn(String text) {
    return expanding(literal(text));
  }

  /** As {@link #drawn}, where tmux also writes the time for {@code %H}. */
  static String drawnWithTime(String text) {
    return drawn(text).replace("%", "%%");
  }
}
