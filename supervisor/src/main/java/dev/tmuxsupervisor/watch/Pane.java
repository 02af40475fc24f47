package dev.tmuxsupervisor.watch;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/**
 * Text about a worker below the table.
 *
 * @param fromEnd whether its end is seen first, as of a screen, or its beginning
 * @param scrolled by how many lines away from there
 */
record Pane(String title, List<String> text, boolean fromEnd, int scrolled) {
  Pane {
    text = List.copyOf(text);
  }

  Pane with(List<String> lines) {
    return new Pane(title, lines, fromEnd, 0);
  }

  /** Towards the end where the number is positive. */
  Pane scroll(int lines) {
    int away = fromEnd ? scrolled - lines : scrolled + lines;
    return new Pane(title, text, fromEnd, Math.clamp(away, 0, Math.max(0, text.size() - 1)));
  }

  /** Exactly so many lines. */
  List<AttributedString> lines(Paint paint, int height, int width) {
    List<AttributedString> lines = new ArrayList<>();
    if (height > 0) {
      String rule = paint.fit().ascii() ? "-- " : "── ";
      lines.add(paint.line(rule + title, width, paint.faint()));
    }
    int room = Math.max(0, height - 1);
    int last = Math.max(0, text.size() - room);
    int first = Math.clamp(fromEnd ? last - scrolled : scrolled, 0, last);
    for (int i = 0; i < room; i++) {
      String line = first + i < text.size() ? text.get(first + i) : "";
      lines.add(paint.line(line, width, paint.plain()));
    }
    return lines;
  }
}
