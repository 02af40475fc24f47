package dev.tmuxsupervisor.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Draws the rows that can be seen, and no others. */
record TableView(Paint paint) {
  private static final int STATE = 1;

  /**
   * So many lines at most: the heads, then the rows around the selected one.
   *
   * @param live whether this is how the workers are now, and not how they were
   */
  List<AttributedString> lines(Listing listing, int height, int width, boolean live) {
    List<AttributedString> lines = new ArrayList<>();
    Fit fit = paint.fit();
    int room = height;
    int top = listing.top(height > 1 ? height - 1 : height);
    List<Row> seen = seen(listing, top, height);
    Columns columns = Columns.of(seen, width, fit);
    if (height > 1) {
      lines.add(paint.line(columns.heads(fit), width, paint.faint()));
      room--;
    }
    for (int i = 0; i < Math.min(room, seen.size()); i++) {
      lines.add(row(columns, seen.get(i), live, top + i == listing.at(), width));
    }
    return lines;
  }

  private static List<Row> seen(Listing listing, int top, int height) {
    List<Row> shown = listing.shown();
    return shown.subList(top, Math.min(shown.size(), top + Math.max(0, height)));
  }

  private AttributedString row(
      Columns columns, Row row, boolean live, boolean selected, int width) {
    AttributedStringBuilder line = new AttributedStringBuilder();
    Row drawn = live ? row : asItWas(row);
    List<String> cells = columns.cells(drawn, paint.fit());
    for (int i = 0; i < cells.size(); i++) {
      AttributedStyle style =
          !live ? paint.faint() : i == STATE ? paint.of(row.look()) : paint.plain();
      line.style(selected ? style.inverse() : style).append(cells.get(i));
    }
    return line.toAttributedString().columnSubSequence(0, width);
  }

  /** No state of the past is shown as if it were true. */
  private static Row asItWas(Row row) {
    return new Row(
        row.name(),
        row.root(),
        "unknown",
        "was " + row.state() + " when the supervisor was last heard",
        Optional.empty(),
        row.age(),
        row.restarts(),
        row.breaker(),
        row.pid(),
        row.session());
  }
}
