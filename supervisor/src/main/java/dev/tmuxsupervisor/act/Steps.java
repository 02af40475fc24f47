package dev.tmuxsupervisor.act;

import com.google.common.collect.ImmutableList;
import java.util.ServiceLoader;

/** Tells the listeners. */
final class Steps {
  private static final ImmutableList<StepListener> LISTENERS =
      ImmutableList.copyOf(ServiceLoader.load(StepListener.class, Steps.class.getClassLoader()));

  private Steps() {}

  static void reached(Step step) {
    LISTENERS.forEach(listener -> listener.reached(step));
  }
}
