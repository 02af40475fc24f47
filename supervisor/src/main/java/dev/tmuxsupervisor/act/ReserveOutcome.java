package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.Reservation;
import dev.tmuxsupervisor.process.ProcStat;
import java.util.List;
import java.util.Optional;

/** What came of a lock that somebody wanted to take by hand. */
public sealed interface ReserveOutcome {
  /**
   * Agents are kept out.
   *
   * @param fenced how the agent was ended that was there
   * @param before whose lock of this kind it was, if its time was not over
   */
  record Reserved(
      Reservation reservation, Optional<StopOutcome.Stopped> fenced, Optional<Reservation> before)
      implements ReserveOutcome {}

  /**
   * The verdict forbids it; nothing was changed.
   *
   * @param byForce whether it can be had by force
   */
  record Refused(Verdict verdict, boolean byForce) implements ReserveOutcome {}

  /** The agent that was there is not down; its lock stays, and it is wanted down from now on. */
  record NotFenced(Verdict verdict, List<ProcStat> remaining) implements ReserveOutcome {}
}
