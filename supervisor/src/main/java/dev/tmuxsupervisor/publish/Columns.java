package dev.tmuxsupervisor.publish;

import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/**
 * Text of others made fit for one line of a terminal, and measured in its columns. Where terminals
 * and versions of tmux disagree about a character, it counts as wide.
 */
public final class Columns {
  /** Controls, line breaks, and what hides, reorders or is no character: each is a space. */
  private static final Pattern UNFIT =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Co}\\p{Z}&&[^\\u200d]]+");

  private static final int ZERO_WIDTH_JOINER = 0x200d;
  private static final int EMOJI_STYLE = 0xfe0f;
  private static final int LAST_NARROW = 0x2ff;

  private Columns() {}

  /**
   * The text on one line, its blanks collapsed, cut to at most so many columns with an ellipsis.
   */
  public static String fit(String text, int columns) {
    String clean = clean(text);
    return width(clean) <= columns ? clean : cut(clean, columns);
  }

  /** As {@link #fit}, filled with spaces to exactly so many columns. */
  public static String padded(String text, int columns) {
    String fit = fit(text, columns);
    return fit + " ".repeat(columns - width(fit));
  }

  /** The text on one line, its blanks collapsed. */
  public static String clean(String text) {
    return UNFIT.matcher(text).replaceAll(" ").strip();
  }

  /** At least as many columns as a terminal takes for this text, which is clean. */
  public static int width(String text) {
    return text.codePoints().map(Columns::width).sum();
  }

  private static String cut(String clean, int columns) {
    StringBuilder kept = new StringBuilder();
    int left = columns - 1;
    for (int c : clean.codePoints().toArray()) {
      left -= width(c);
      if (left < 0) {
        break;
      }
      kept.appendCodePoint(c);
    }
    return columns < 1 ? "" : kept.toString().stripTrailing() + "…";
  }

  private static int width(int c) {
    if (c == ZERO_WIDTH_JOINER) {
      return 0;
    }
    if (c == EMOJI_STYLE) {
      return 1;
    }
    int told = WCWidth.wcwidth(c);
    if (told > 0 || c <= LAST_NARROW) {
      return WCWidth.isRegionalIndicator(c) ? 2 : Math.max(told, 1);
    }
    return Math.max(told, 0);
  }
}
