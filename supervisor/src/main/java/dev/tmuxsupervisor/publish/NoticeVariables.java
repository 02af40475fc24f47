package dev.tmuxsupervisor.publish;

import dev.tmuxsupervisor.fleet.NotifySettings;
import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.process.Printable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A notice in the variables of the user's own command. */
public final class NoticeVariables {
  /** Far below what one variable may hold: MAX_ARG_STRLEN, execve(2). */
  private static final int LONGEST = 8192;

  private NoticeVariables() {}

  /**
   * {@code SUPERVISOR_WORKER} holds the names with blanks between them, {@code SUPERVISOR_WORKERS}
   * how many; {@code SUPERVISOR_STATE} is {@code mass} for a mass event, which names no worker.
   */
  public static Map<String, String> of(Notice notice) {
    return switch (notice) {
      case Notice.OfWorkers(List<WorkerStatus> workers) ->
          variables(
              join(workers.stream().map(it -> it.worker().name().text()).toList()),
              join(
                  workers.stream()
                      .map(it -> it.condition().state())
                      .distinct()
                      .map(State::word)
                      .toList()),
              workers.size() == 1
                  ? workers.getFirst().condition().reason()
                  : NoticeText.of(notice, LONGEST),
              workers.size());
      case Notice.OfMass(MassNews news) ->
          variables(
              "",
              NotifySettings.MASS,
              news.phase().name().toLowerCase(Locale.ROOT) + ": " + news.why(),
              news.workers());
    };
  }

  private static Map<String, String> variables(
      String worker, String state, String reason, int workers) {
    return Map.of(
        "SUPERVISOR_WORKER", bounded(worker),
        "SUPERVISOR_STATE", state,
        "SUPERVISOR_REASON", bounded(reason),
        "SUPERVISOR_WORKERS", Integer.toString(workers));
  }

  private static String join(List<String> words) {
    return words.stream().collect(Collectors.joining(" "));
  }

  /** No variable can hold a NUL, and no terminal should be moved by one that is printed. */
  private static String bounded(String text) {
    return Printable.of(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
  }
}
