package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.worker.WorkerSpec;

/** What came of a spawn. */
public sealed interface SpawnOutcome {
  /** The agent was started and holds the lock. */
  record Started(WorkerSpec spec, LockRecord lock) implements SpawnOutcome {}

  /**
   * The verdict forbids it.
   *
   * @param adopted whether the lock was brought up to date with what runs there; else nothing was
   *     changed
   */
  record Held(Verdict verdict, boolean adopted) implements SpawnOutcome {}

  /**
   * tmux did not do it.
   *
   * @param open whether the session may still come to be; the lock then stays claimed
   */
  record Failed(String reason, boolean open) implements SpawnOutcome {}
}
