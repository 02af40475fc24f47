package dev.tmuxsupervisor.watch;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows in their order, those that the filter leaves, and the one that is selected. */
final class Listing {
  private List<Row> all = List.of();
  private List<Row> shown = List.of();
  private Order order = Order.STATE;
  private String filter = "";
  private Optional<String> selected = Optional.empty();
  private int at;
  private int top;

  void update(List<Row> rows) {
    all = List.copyOf(rows);
    arrange();
  }

  void order(Order by) {
    order = by;
    arrange();
  }

  Order order() {
    return order;
  }

  /** Leaves those in whose name, state, session or reason the text stands, in any case. */
  void filter(String text) {
    filter = text;
    arrange();
  }

  String filter() {
    return filter;
  }

  /** Every worker, whatever the filter says. */
  List<Row> all() {
    return all;
  }

  List<Row> shown() {
    return shown;
  }

  Optional<Row> selected() {
    return shown.isEmpty() ? Optional.empty() : Optional.of(shown.get(at));
  }

  /** The place of the selected row among those that are shown. */
  int at() {
    return at;
  }

  /** Moves the selection by so many rows, and not past either end. */
  void move(int rows) {
    at = Math.clamp((long) at + rows, 0, Math.max(0, shown.size() - 1));
    remember();
  }

  /** The first row to draw where so many can be, so that the selected one is among them. */
  int top(int rows) {
    int room = Math.max(1, rows);
    top = Math.clamp(top, Math.max(0, at - room + 1), at);
    top = Math.min(top, Math.max(0, shown.size() - room));
    return top;
  }

  private void arrange() {
    String wanted = filter.toLowerCase(Locale.ROOT);
    shown = all.stream().filter(row -> matches(row, wanted)).sorted(order.comparator()).toList();
    for (int i = 0; i < shown.size(); i++) {
      if (selected.equals(Optional.of(shown.get(i).id()))) {
        at = i;
        return;
      }
    }
    at = Math.clamp(at, 0, Math.max(0, shown.size() - 1));
    if (!shown.isEmpty()) {
      remember(); // it is gone: whoever stands in its place now
    }
  }

  private static boolean matches(Row row, String wanted) {
    return List.of(row.name(), row.state(), row.session(), row.reason()).stream()
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
  }

  private void remember() {
    selected = selected().map(Row::id);
  }
}
