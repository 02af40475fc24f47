package dev.tmuxsupervisor.act;

/**
 * Is told of every step, through java.util.ServiceLoader. The program has none; the tests' build
 * adds one that kills the process at a chosen step.
 */
public interface StepListener {
  /** The step is done, and nothing after it. */
  void reached(Step step);
}
