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

  /**
   * What C libraries have known for years; all else becomes a question mark. A server of tmux 3.3a
   * hangs while it measures a character of which its wcwidth(3) knows nothing, in a status line, a
   * menu or {@code #{w:…}} (format.c steps back by that character, and reads it again).
   */
  private static final Pattern STRANGE =
      Pattern.compile(
          "[^ -~\\u00a1-\\u0377\\u0384-\\u052f\\u05d0-\\u05ea\\u1e00-\\u1fff\\u200d\\u2010-\\u20bf"
              + "\\u2100-\\u2426\\u2460-\\u2b73\\u2e80-\\u2fd5\\u3001-\\u312e\\u3131-\\u31ba\\u3220-\\u3247\\u3250-\\u32fe"
              + "\\u3300-\\u4db5\\u4e00-\\u9fea\\uac00-\\ud7a3\\ufe0f\\uff01-\\uffee"
              + "\\x{1f1e6}-\\x{1f1ff}\\x{1f300}-\\x{1f6d2}\\x{1f910}-\\x{1f93e}\\x{1f950}-\\x{1f96b}"
              + "\\x{1f980}-\\x{1f991}\\x{1f9d0}-\\x{1f9e6}\\x{20000}-\\x{2a6d6}]");

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

  /** The text on one line, its blanks collapsed, without what tmux may not be able to measure. */
  public static String clean(String text) {
    return STRANGE.matcher(UNFIT.matcher(text).replaceAll(" ").strip()).replaceAll("?");
  }

  /** How many columns to count on for this text, which is clean: no less than tmux does. */
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
    if (Character.isSupplementaryCodePoint(c)) {
      return 2; // an ideograph, an emoji, or what changes one before it
    }
    return Math.max(WCWidth.wcwidth(c), c <= LAST_NARROW ? 1 : 0);
  }
}
