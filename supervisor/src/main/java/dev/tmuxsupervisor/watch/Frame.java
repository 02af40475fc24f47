package dev.tmuxsupervisor.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/**
 * All that is on the screen at one moment.
 *
 * @param bottom the last line: a question, an answer, or the keys
 * @param pane what is shown below the table
 */
record Frame(Paint paint, Listing listing, Contact contact, String bottom, Optional<Pane> pane) {
  private static final int LEAST_TABLE = 3;

  /** Exactly so many lines, none of them wider than the terminal. */
  List<AttributedString> lines(int height, int width) {
    List<AttributedString> lines = new ArrayList<>();
    int bottomLines = height > 2 ? 1 : 0;
    int body = height - 1 - bottomLines;
    lines.add(head(width));
    int lower = lower(height);
    lines.addAll(table(body - lower, width));
    pane.ifPresent(it -> {
      while (lines.size() < 1 + body - lower) {
        lines.add(AttributedString.EMPTY);
      }
      lines.addAll(it.lines(paint, lower, width));
    });
    while (lines.size() < height - bottomLines) {
      lines.add(AttributedString.EMPTY);
    }
    if (bottomLines > 0) {
      lines.add(paint.line(bottom, width, paint.plain()));
    }
    return lines.subList(0, Math.max(0, height));
  }

  /** How many lines are the pane's. */
  int lower(int height) {
    int body = height - (height > 2 ? 2 : 1);
    return pane.isEmpty() ? 0 : body - LEAST_TABLE < 4 ? body : body - table(body);
  }

  /** A third for the table, and no more than it needs. */
  private int table(int body) {
    return Math.max(LEAST_TABLE, Math.min(body / 3, listing.shown().size() + 1));
  }

  private AttributedString head(int width) {
    HeadLine head = new HeadLine(paint);
    return switch (contact) {
      case Contact.Waiting() -> head.waiting(width);
      case Contact.Live() -> head.live(listing, width);
      case Contact.Lost(String why) -> head.down(why, width);
    };
  }

  private List<AttributedString> table(int height, int width) {
    if (height <= 0) {
      return List.of();
    }
    if (listing.shown().isEmpty()) {
      return contact instanceof Contact.Live ? List.of(nobody(width)) : List.of();
    }
    return new TableView(paint).lines(listing, height, width, contact instanceof Contact.Live);
  }

  private AttributedString nobody(int width) {
    String words =
        listing.all().isEmpty()
            ? "no worker yet; start one: supervisor spawn crew/dave --create -- claude"
            : "no worker with '" + listing.filter() + "'; Esc shows all";
    return paint.line(words, width, paint.plain());
  }
}
