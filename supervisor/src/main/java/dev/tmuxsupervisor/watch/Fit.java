package dev.tmuxsupervisor.watch;

import dev.tmuxsupervisor.process.Printable;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * Text that others chose, within so many columns of the terminal. Whatever terminals measure
 * differently, such as joined emoji, is taken apart, so that a column begins where it should.
 *
 * @param ascii whether nothing else may be shown
 */
record Fit(boolean ascii) {
  /** More of a text than this is never looked at. */
  private static final int MOST = 2000;

  private static final int FIRST_REGIONAL = 0x1F1E6;

  /** The text without anything that moves a cursor, joins, or has no width of its own. */
  String clean(String text) {
    StringBuilder clean = new StringBuilder();
    String head = text.substring(0, Math.min(text.length(), MOST));
    Normalizer.normalize(Printable.of(head), Normalizer.Form.NFC)
        .codePoints()
        .forEach(c -> append(clean, c));
    return clean.toString();
  }

  private void append(StringBuilder clean, int c) {
    if (ascii && c > 0x7e) {
      clean.append('?');
    } else if (WCWidth.isRegionalIndicator(c)) {
      clean.append((char) ('A' + c - FIRST_REGIONAL)); // half of a flag
    } else if (!isModifier(c)) {
      switch (Character.getType(c)) {
        case Character.SURROGATE, Character.UNASSIGNED -> clean.append('?');
        case Character.FORMAT, Character.ENCLOSING_MARK -> {}
        default -> {
          int width = WCWidth.wcwidth(c);
          if (width < 0) {
            clean.append('?');
          } else if (width > 0 || !clean.isEmpty()) {
            clean.appendCodePoint(c);
          }
        }
      }
    }
  }

  /** Variation selectors, and the colours of skin. */
  private static boolean isModifier(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0xE0100 && c <= 0xE01EF)
        || (c >= 0x1F3FB && c <= 0x1F3FF);
  }

  /** In columns, of a text that is clean. */
  static int width(String clean) {
    return clean.codePoints().map(WCWidth::wcwidth).sum();
  }

  /** As much of the text as fits, with a sign at the end when that is not all. */
  String cut(String text, int columns) {
    String clean = clean(text);
    if (columns <= 0) {
      return "";
    }
    if (width(clean) <= columns) {
      return clean;
    }
    return clean.substring(0, fitting(clean, columns - 1)) + (ascii ? '>' : '…');
  }

  /** The whole text in as many lines as it takes, broken at blanks where there are any. */
  List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = clean(text);
    while (width(rest) > columns && columns > 1) {
      int end = fitting(rest, columns);
      int blank = rest.lastIndexOf(' ', end);
      boolean words = !rest.substring(0, Math.max(0, blank)).isBlank();
      lines.add(rest.substring(0, words ? blank : end));
      rest = rest.substring(words ? blank + 1 : end);
    }
    lines.add(rest);
    return lines;
  }

  /** How many characters of a clean text fit. */
  private static int fitting(String clean, int columns) {
    int left = columns;
    int end = 0;
    while (end < clean.length()) {
      int c = clean.codePointAt(end);
      left -= WCWidth.wcwidth(c);
      if (left < 0) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }

  /** Cut, and filled with spaces to exactly so many columns. */
  String cell(String text, int columns) {
    String cut = cut(text, columns);
    return cut + " ".repeat(Math.max(0, columns - width(cut)));
  }
}
