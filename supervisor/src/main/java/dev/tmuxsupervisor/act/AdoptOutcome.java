package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.worker.WorkerSpec;

/** What came of an adoption. */
public sealed interface AdoptOutcome {
  /** The program holds the worker's lock. */
  record Adopted(WorkerSpec spec, LockRecord lock) implements AdoptOutcome {}

  /** The worker is not free. */
  record Held(Verdict verdict) implements AdoptOutcome {}

  /** The pane is another worker's; nothing was changed. */
  record Taken(String reason) implements AdoptOutcome {}

  /**
   * tmux did not do it.
   *
   * @param open whether the pane may still be marked; the lock then stays claimed
   */
  record Failed(String reason, boolean open) implements AdoptOutcome {}
}
