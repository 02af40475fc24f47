package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.worker.Exit;
import dev.tmuxsupervisor.worker.RunRecord;
import java.time.Duration;
import java.util.Optional;

/** Whether a start takes up the run before it. Pure. */
public final class ResumeRule {
  /**
   * A run that ends by itself sooner had nothing to take up, such as an agent that says that there
   * is no conversation to continue.
   */
  static final Duration TOO_SHORT = Duration.ofSeconds(10);

  private ResumeRule() {}

  /**
   * Whoever was killed is taken up however long it ran: that is no sign that it could not.
   *
   * @param last the run that is over; empty where none was seen to end
   */
  public static boolean resumes(Optional<RunRecord> last) {
    return last.filter(run -> !gaveUp(run)).isPresent();
  }

  private static boolean gaveUp(RunRecord run) {
    return run.exit() instanceof Exit.Status
        && run.lasted().filter(lasted -> lasted.compareTo(TOO_SHORT) < 0).isPresent();
  }
}
