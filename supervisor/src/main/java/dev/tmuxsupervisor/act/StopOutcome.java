package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.process.ProcStat;
import java.util.List;
import java.util.Optional;

/** What came of a stop. */
public sealed interface StopOutcome {
  /** Nothing ran; nothing does. */
  record NothingRan(Verdict verdict) implements StopOutcome {}

  /**
   * The worker is down.
   *
   * @param session the session that was ended, if it was there
   * @param spared processes of the agent that live under a tmux server which it started itself
   * @param killed whether some did not leave in time and were killed
   */
  record Stopped(
      List<ProcStat> ended, Optional<String> session, List<ProcStat> spared, boolean killed)
      implements StopOutcome {}

  /** The verdict does not allow it, or it could not be finished; the lock stays. */
  record NotStopped(Verdict verdict, List<ProcStat> remaining) implements StopOutcome {}
}
