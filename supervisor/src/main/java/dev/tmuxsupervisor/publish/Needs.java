package dev.tmuxsupervisor.publish;

import java.util.Comparator;
import java.util.List;

/** Who needs a person, and in which order. */
final class Needs {
  private Needs() {}

  /** The failed, then those of whom nothing is known; in each the longest first, as given. */
  static List<WorkerStatus> first(List<WorkerStatus> longestFirst) {
    return longestFirst.stream()
        .filter(worker -> worker.light() == Light.FAILED || worker.light() == Light.UNKNOWN)
        .sorted(Comparator.comparing(WorkerStatus::light))
        .toList();
  }
}
