package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.ProcStat;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.RunRecord;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.util.List;

/** One thing that was done for a worker, or could not be. */
public sealed interface Deed {
  /** The end of a run was written down, and what is to come. */
  record Buried(RunRecord run, History history) implements Deed {}

  /** Processes that a run had left were ended. */
  record TreeEnded(List<ProcStat> ended, List<ProcStat> spared, boolean killed) implements Deed {}

  /** Processes would not end; nothing is started beside them. */
  record Stuck(List<ProcStat> remaining) implements Deed {}

  /** The lock was brought up to date with the agent that lives there. */
  record Adopted(LockRecord lock) implements Deed {}

  /** The session had been given another name, which the lock now says. */
  record Renamed(String from, String to) implements Deed {}

  /** The time for which somebody had kept agents out by hand was over, and the lock went. */
  record Expired(LockRecord lock) implements Deed {}

  /** The worker runs again. */
  record Restarted(WorkerSpec spec, LockRecord lock) implements Deed {}

  /**
   * tmux did not start it.
   *
   * @param open whether the session may still come to be
   */
  record NotStarted(String reason, boolean open) implements Deed {}

  /** A stop that had been cut off came to its end, or was tried. */
  record StopFinished(StopOutcome outcome) implements Deed {}
}
