package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.worker.Exit;
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
   * Whoever was killed is taken up however short the run was: that is no sign that it could not.
   *
   * @param exit how the run before ended
   * @param lasted empty where nobody saw it begin, as it was over too soon
   */
  public static boolean resumes(Exit exit, Optional<Duration> lasted) {
    return !(exit instanceof Exit.Status)
        || lasted.filter(duration -> duration.compareTo(TOO_SHORT) >= 0).isPresent();
  }
}
