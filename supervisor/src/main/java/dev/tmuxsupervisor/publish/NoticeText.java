package dev.tmuxsupervisor.publish;

import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.worker.Worker;
import java.util.List;
import java.util.stream.Collectors;

/** A notice in one line of a terminal. */
public final class NoticeText {
  private NoticeText() {}

  /** The line, cut to these columns; the last words, what to type next, are kept if they can be. */
  public static String of(Notice notice, int columns) {
    return switch (notice) {
      case Notice.OfWorkers(List<WorkerStatus> workers) when workers.size() == 1 ->
          one(workers.getFirst(), columns);
      case Notice.OfWorkers(List<WorkerStatus> workers) -> Columns.fit(several(workers), columns);
      case Notice.OfMass(MassNews news) -> mass(news, columns);
    };
  }

  private static String one(WorkerStatus status, int columns) {
    Worker worker = status.worker();
    return line(
        worker.name() + " " + verb(status.condition().state()) + ": " + status.condition().reason(),
        " (supervisor why " + worker.name() + ")",
        columns);
  }

  private static String several(List<WorkerStatus> workers) {
    State first = workers.getFirst().condition().state();
    boolean alike = workers.stream().allMatch(it -> it.condition().state() == first);
    return workers.stream()
        .map(it -> it.worker().name() + (alike ? "" : " " + verb(it.condition().state())))
        .collect(
            Collectors.joining(
                ", ", workers.size() + " workers" + (alike ? " " + plural(first) : "") + ": ", ""));
  }

  private static String mass(MassNews news, int columns) {
    return switch (news.phase()) {
      case BEGINS -> line("mass event: " + news.why(), " (supervisor list)", columns);
      case HALTED -> line("recovery halted: " + news.why(), " (supervisor recover)", columns);
      case OVER -> line("mass event over: " + news.why(), " (supervisor list)", columns);
    };
  }

  private static String verb(State state) {
    return switch (state) {
      case FAILED, FINISHED, STOPPED -> state.word();
      default -> "is " + state.word().replace('_', ' ');
    };
  }

  private static String plural(State state) {
    return verb(state).replaceFirst("^is ", "are ");
  }

  private static String line(String text, String next, int columns) {
    int room = columns - Columns.width(next);
    return room < columns / 3 ? Columns.fit(text + next, columns) : Columns.fit(text, room) + next;
  }
}
