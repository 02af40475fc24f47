package dev.tmuxsupervisor.publish;

import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.tmux.Menu;
import java.util.ArrayList;
import java.util.List;

/** What can be done about one worker, as a menu of tmux. */
final class WorkerMenu {
  private static final int REASON = 60;

  /** Shows what a program says, until a key is pressed; its words come after this one's name. */
  private static final String UNTIL_KEY =
      "\"$@\"; printf '\\n[any key]'; stty -icanon -echo; dd bs=1 count=1 >/dev/null 2>&1";

  /**
   * The same for what may be longer than the popup: from its first line on, where there is less.
   */
  private static final String PAGED =
      "if command -v less >/dev/null; then \"$@\" 2>&1 | LESS= LESSSECURE=1 less '-Ps[q to close]';"
          + " else "
          + UNTIL_KEY
          + "; fi";

  private WorkerMenu() {}

  static Menu of(WorkerStatus status, List<String> program) {
    String name = status.worker().name().text();
    List<Menu.Entry> entries = new ArrayList<>();
    entries.add(new Menu.Note(Columns.fit(status.condition().reason(), REASON)));
    entries.add(new Menu.Line());
    status
        .berth()
        .ifPresent(berth ->
            entries.add(new Menu.Choice("Go to it", "t", List.of(Menu.goingTo(berth.pane())))));
    entries.add(new Menu.Choice("Why", "w", List.of(popup(PAGED, status, program, "why"))));
    if (status.condition().state() == State.RESERVED) {
      entries.add(confirmed("Release", "l", status, program, "lock", "release"));
    } else {
      entries.add(confirmed("Restart", "r", status, program, "restart"));
      entries.add(confirmed("Stop", "s", status, program, "stop"));
    }
    return new Menu(" " + Columns.fit(name, REASON) + " ", entries);
  }

  private static Menu.Choice confirmed(
      String label, String key, WorkerStatus status, List<String> program, String... verb) {
    String question = label + " " + status.worker().name() + "? (y/n)";
    List<List<String>> commands = List.of(popup(UNTIL_KEY, status, program, verb));
    return new Menu.Choice(label, key, List.of(Menu.confirming(question, commands)));
  }

  private static List<String> popup(
      String script, WorkerStatus status, List<String> program, String... verb) {
    List<String> argv = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    argv.addAll(FleetMenu.words(program, verb));
    argv.addAll(
        List.of(status.worker().name().text(), "--root", status.worker().root().toString()));
    return Menu.popup(argv);
  }
}
