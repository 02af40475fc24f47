package dev.tmuxsupervisor.publish;

import java.util.List;

/** What a person is told of at one moment, at most one line of it. */
public sealed interface Notice {
  /** Workers that got into states that a person wants to hear of; at least one. */
  record OfWorkers(List<WorkerStatus> workers) implements Notice {
    /** Keeps its own copy. */
    public OfWorkers {
      workers = List.copyOf(workers);
    }
  }

  /** Many workers that ended at once. */
  record OfMass(MassNews news) implements Notice {}
}
