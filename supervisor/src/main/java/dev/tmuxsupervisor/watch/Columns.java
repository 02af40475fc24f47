package dev.tmuxsupervisor.watch;

import dev.tmuxsupervisor.worker.Elapsed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Which columns there is room for, and how wide each is. Name and state are always there; the
 * reason takes what is left.
 */
record Columns(List<Column> columns, List<Integer> widths) {
  private static final int GAP = 2;
  private static final int LEAST_REASON = 12;

  /** One column: its head, what stands in it, and the most that it may take. */
  record Column(String head, Function<Row, String> text, int most) {}

  /** Those that may be left out come in the order in which they are given room. */
  private static final List<Column> OPTIONAL =
      List.of(
          new Column("AGE", row -> row.age().map(Elapsed::words).orElse("-"), 8),
          new Column("RESTARTS", Columns::restarts, 14),
          new Column("PID", row -> orDash(row.pid()), 10),
          new Column("SESSION", row -> orDash(row.session()), 24));

  private static final Column REASON = new Column("REASON", Row::reason, Integer.MAX_VALUE);

  /** For these rows, within so many columns of the terminal. */
  static Columns of(List<Row> rows, int room, Fit fit) {
    List<Column> columns = new ArrayList<>();
    List<Integer> widths = new ArrayList<>();
    int left = room;
    Column name = new Column("WORKER", Row::name, Math.max(6, room / 3));
    Column state = new Column("STATE", row -> state(row, fit), 24);
    for (Column column : List.of(name, state)) {
      int width = Math.min(width(column, rows, fit), Math.max(0, left));
      columns.add(column);
      widths.add(width);
      left -= width + GAP;
    }
    for (Column column : OPTIONAL) {
      int width = width(column, rows, fit);
      if (left - width - GAP >= LEAST_REASON) {
        columns.add(column);
        widths.add(width);
        left -= width + GAP;
      }
    }
    if (left > 0) {
      columns.add(REASON);
      widths.add(left);
    }
    return new Columns(columns, widths);
  }

  private static int width(Column column, List<Row> rows, Fit fit) {
    int width = column.head().length();
    for (Row row : rows) {
      width = Math.max(width, Fit.width(fit.clean(column.text().apply(row))));
    }
    return Math.min(width, column.most());
  }

  private static String state(Row row, Fit fit) {
    return row.look().sign(fit.ascii())
        + " "
        + row.state()
        + row.next().map(left -> " " + Elapsed.left(left)).orElse("");
  }

  private static String restarts(Row row) {
    return row.restarts() + (row.breaker().isEmpty() ? "" : " " + row.breaker());
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  /** The heads, as one line. */
  String heads(Fit fit) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      line.append(i == 0 ? "" : " ".repeat(GAP)).append(cell(columns.get(i).head(), i, fit));
    }
    return line.toString();
  }

  /** What stands in a row's columns, each filled to its width, gaps included. */
  List<String> cells(Row row, Fit fit) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String gap = i == columns.size() - 1 ? "" : " ".repeat(GAP);
      cells.add(cell(columns.get(i).text().apply(row), i, fit) + gap);
    }
    return cells;
  }

  private String cell(String text, int column, Fit fit) {
    return fit.cell(text, widths.get(column));
  }
}
