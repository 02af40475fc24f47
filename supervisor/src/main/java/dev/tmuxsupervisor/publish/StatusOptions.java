package dev.tmuxsupervisor.publish;

import dev.tmuxsupervisor.publish.WorkerStatus.Berth;
import dev.tmuxsupervisor.tmux.FormatText;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one tmux server's user options say of the fleet: the text of the segment, what keys need,
 * and the state of each worker at its pane.
 */
final class StatusOptions {
  private static final String STATE = "@supervisor_state";
  private static final String NEXT = "@supervisor_next";
  private static final int WORST = 60;

  private StatusOptions() {}

  /**
   * Pure.
   *
   * @param fleet all workers of all tmux servers; those longest in their state first
   * @param program the words that run this supervisor
   */
  static Map<Slot, String> of(
      TmuxSocket socket, ServerIdentity server, List<WorkerStatus> fleet, List<String> program) {
    List<WorkerStatus> here =
        fleet.stream()
            .filter(worker -> worker.socket().equals(socket))
            .map(worker -> worker.on(server))
            .toList();
    Tally tally = Tally.of(here, fleet.size() - here.size());
    Map<Slot, String> options = new LinkedHashMap<>();
    options.put(Slot.global("@supervisor_status"), tally.text(false));
    options.put(Slot.global("@supervisor_status_ascii"), tally.text(true));
    options.put(Slot.global("@supervisor_running"), Integer.toString(tally.running()));
    options.put(Slot.global("@supervisor_recovering"), Integer.toString(tally.recovering()));
    options.put(Slot.global("@supervisor_failed"), Integer.toString(tally.failed()));
    options.put(Slot.global("@supervisor_unknown"), Integer.toString(tally.unknown()));
    options.put(Slot.global("@supervisor_others"), Integer.toString(tally.others()));
    options.put(Slot.global("@supervisor_worst"), worst(here));
    options.put(Slot.global("@supervisor_menu"), FleetMenu.of(here, tally.others(), program));
    putNext(options, here);
    for (WorkerStatus worker : here) {
      worker.berth().ifPresent(berth -> putState(options, worker, berth));
    }
    return options;
  }

  /** Who most needs a person, and why. */
  private static String worst(List<WorkerStatus> here) {
    return Needs.first(here).stream()
        .findFirst()
        .map(worker -> worker.worker().name() + ": " + worker.condition().reason())
        .map(line -> FormatText.literal(Columns.fit(line, WORST)))
        .orElse("");
  }

  /**
   * The pane that most needs a person, for all to see; and at each such pane, where tmux looks
   * first, the one after it, so that the same key goes round them all.
   */
  private static void putNext(Map<Slot, String> options, List<WorkerStatus> here) {
    List<Berth> needy =
        Needs.first(here).stream().flatMap(worker -> worker.berth().stream()).toList();
    options.put(Slot.global(NEXT), needy.isEmpty() ? "" : needy.getFirst().pane().toString());
    for (int i = 0; needy.size() > 1 && i < needy.size(); i++) {
      options.put(
          Slot.at(needy.get(i).pane(), NEXT), needy.get((i + 1) % needy.size()).pane().toString());
    }
  }

  private static void putState(Map<Slot, String> options, WorkerStatus worker, Berth berth) {
    String word = worker.condition().state().word();
    options.put(Slot.at(berth.pane(), STATE), word);
    if (!berth.adopted()) {
      options.put(Slot.at(berth.session(), STATE), word);
    }
  }
}
