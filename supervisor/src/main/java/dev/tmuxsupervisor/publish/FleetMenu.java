package dev.tmuxsupervisor.publish;

import dev.tmuxsupervisor.tmux.Menu;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The fleet as a menu of tmux: worst first, and for each worker what can be done about it. */
public final class FleetMenu {
  // With title, line and last row it fits 24 rows, the least that terminals have.
  private static final int MOST = 15;
  // Without j, k, g and q, by which tmux moves in a menu and leaves it.
  private static final String KEYS = "123456789abcdef";
  private static final int NAME = 32;

  private FleetMenu() {}

  /**
   * The commands that open it, for {@code @supervisor_menu}: the same for the same fleet, whatever
   * the time.
   *
   * @param workers those that belong to the tmux server that shows it, those longest in their state
   *     first; a pane that they have is one of that server
   * @param others how many belong elsewhere
   * @param program the words that run this supervisor, such as its launcher and {@code -L NAME}
   */
  public static String of(List<WorkerStatus> workers, int others, List<String> program) {
    List<WorkerStatus> sorted =
        workers.stream().sorted(Comparator.comparing(WorkerStatus::light)).toList();
    List<WorkerStatus> shown = sorted.subList(0, Math.min(MOST, sorted.size()));
    int wide = shown.stream().mapToInt(FleetMenu::nameWidth).max().orElse(0);
    List<Menu.Entry> entries = new ArrayList<>();
    for (WorkerStatus status : shown) {
      String key = String.valueOf(KEYS.charAt(entries.size()));
      entries.add(new Menu.Submenu(label(status, wide), key, WorkerMenu.of(status, program)));
    }
    if (shown.isEmpty()) {
      entries.add(new Menu.Note("no workers here"));
    }
    int more = sorted.size() - shown.size() + others;
    entries.add(new Menu.Line());
    entries.add(
        new Menu.Choice(
            more == 0 ? "watch" : "… and " + more + " more: watch",
            "w",
            List.of(Menu.popup(words(program, "watch")))));
    return new Menu(" supervisor ", entries).commands();
  }

  static List<String> words(List<String> program, String... more) {
    List<String> words = new ArrayList<>(program);
    words.addAll(List.of(more));
    return words;
  }

  private static int nameWidth(WorkerStatus status) {
    return Columns.width(Columns.fit(status.worker().name().text(), NAME));
  }

  private static String label(WorkerStatus status, int wide) {
    return status.light().glyph()
        + " "
        + Columns.padded(status.worker().name().text(), wide)
        + "  "
        + status.condition().state().word();
  }
}
