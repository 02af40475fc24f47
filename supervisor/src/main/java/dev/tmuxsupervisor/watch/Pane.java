package dev.tmuxsupervisor.watch;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/**
 * Text about a worker below the table, its lines wrapped where they are longer than the terminal.
 *
 * @param fromEnd whether its end is seen first, as of a screen, or its beginning
 * @param scrolled by how many lines away from there
 */
record Pane(String title, List<String> text, boolean fromEnd, int scrolled) {
  Pane {
    text = List.copyOf(text);
  }

  /** Before its text has come. */
  static Pane awaited(String title, boolean fromEnd) {
    return new Pane(title, List.of("one moment"), fromEnd, 0);
  }

  Pane with(List<String> lines) {
    List<String> squeezed = squeezed(lines);
    return new Pane(title, squeezed.isEmpty() ? List.of("(nothing)") : squeezed, fromEnd, 0);
  }

  /**
   * Without the blank lines at both ends, and with one where there were more: screens have many.
   */
  private static List<String> squeezed(List<String> lines) {
    List<String> squeezed = new ArrayList<>();
    boolean gap = false;
    for (String line : lines) {
      if (line.isBlank()) {
        gap = !squeezed.isEmpty();
      } else {
        if (gap) {
          squeezed.add("");
        }
        gap = false;
        squeezed.add(line);
      }
    }
    return squeezed;
  }

  /** Towards the end where the number is positive. */
  Pane scroll(int lines) {
    int away = fromEnd ? scrolled - lines : scrolled + lines;
    return new Pane(title, text, fromEnd, Math.max(0, away));
  }

  /** Scrolled by no more than there is to see, so that the way back is not longer. */
  Pane within(Fit fit, int height, int width) {
    return new Pane(title, text, fromEnd, Math.min(scrolled, most(wrapped(fit, width), height)));
  }

  private List<String> wrapped(Fit fit, int width) {
    return text.stream().flatMap(line -> fit.wrap(line, width).stream()).toList();
  }

  /** The first line of the last page, below the title. */
  private static int most(List<String> wrapped, int height) {
    return Math.max(0, wrapped.size() - Math.max(0, height - 1));
  }

  /** Exactly so many lines. */
  List<AttributedString> lines(Paint paint, int height, int width) {
    List<AttributedString> lines = new ArrayList<>();
    if (height > 0) {
      lines.add(paint.line("-- " + title, width, paint.faint()));
    }
    List<String> wrapped = wrapped(paint.fit(), width);
    int last = most(wrapped, height);
    int first = Math.clamp(fromEnd ? last - scrolled : scrolled, 0, last);
    for (int i = 0; i < height - 1; i++) {
      String line = first + i < wrapped.size() ? wrapped.get(first + i) : "";
      lines.add(paint.line(line, width, paint.plain()));
    }
    return lines;
  }
}
