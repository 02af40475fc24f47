package dev.tmuxsupervisor.act;

import java.util.Optional;

/** Ends an action of this thread right after a step, as a death of the process would. */
public final class DeathAtStep implements StepListener {
  private static final ThreadLocal<Optional<Step>> CHOSEN =
      ThreadLocal.withInitial(Optional::empty);

  /** What is thrown; no code of the program catches it. */
  public static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  /** From now on, in this thread; empty for a long life. */
  public static void choose(Optional<Step> step) {
    CHOSEN.set(step);
  }

  @Override
  public void reached(Step step) {
    if (CHOSEN.get().filter(step::equals).isPresent()) {
      throw new Death();
    }
  }
}
