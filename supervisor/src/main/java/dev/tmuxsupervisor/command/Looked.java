package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.judge.Condition;
import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.SessionLeg;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.observe.Observer;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A worker, what was seen of it, when, and what that means. */
record Looked(
    Worker worker, Optional<WorkerSpec> spec, Evidence evidence, Verdict verdict, BootTime at) {
  static Looked at(Worker worker, Optional<WorkerSpec> spec, Observer observer) throws IOException {
    Evidence evidence = observer.look(worker, spec, false);
    return new Looked(worker, spec, evidence, Judge.judge(evidence), BootTime.now());
  }

  Condition condition() {
    return Condition.of(verdict, spec, at);
  }

  /** How long until it is started again, if it waits for that. */
  Optional<Duration> untilNext() {
    return condition().next().map(at::until);
  }

  Optional<LockRecord> lock() {
    return evidence.lock() instanceof LockReading.Present present
        ? Optional.of(present.lock())
        : Optional.empty();
  }

  /** The generation of the lock, else of the last spawn. */
  Optional<Long> generation() {
    return lock()
        .flatMap(LockRecord::holding)
        .map(Holding::generation)
        .or(() -> spec.map(WorkerSpec::generation));
  }

  /** The session that is there. */
  Optional<Sighting> sighting() {
    return evidence.session() instanceof SessionLeg.There(Sighting sighting, _)
        ? Optional.of(sighting)
        : Optional.empty();
  }
}
