package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.ProcessIdentity;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether some worker's lock names a pane or its process already. */
final class PaneClaims {
  /** A lock counts whole seconds where others write it. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final RunningPane pane;

  PaneClaims(RunningPane pane) {
    this.pane = pane;
  }

  /** The first of these workers that holds it. */
  Optional<Worker> holder(List<Worker> workers) throws IOException {
    for (Worker worker : workers) {
      if (worker.lock().read() instanceof LockReading.Present present && names(present.lock())) {
        return Optional.of(worker);
      }
    }
    return Optional.empty();
  }

  private boolean names(LockRecord lock) throws IOException {
    long pid = pane.pane().pid();
    if (lock.holding().isPresent()) {
      Holding holding = lock.holding().get();
      Optional<ProcessIdentity> process = ProcessTable.identify(pid);
      return process.filter(holding.agent()::equals).isPresent()
          || holding.place().filter(this::isHere).isPresent();
    }
    // A process that began after the lock was taken only has its holder's number.
    Optional<Instant> began = ProcessTable.startedAt(pid);
    return lock.pid() == pid
        && began.filter(start -> start.isAfter(lock.acquiredAt().plus(SLACK))).isEmpty();
  }

  private boolean isHere(Holding.Place place) {
    return place.server().pid() == pane.server().pid()
        && place.serverStart() == pane.server().startTime()
        && place.pane().equals(pane.pane().id().toString());
  }
}
