package dev.tmuxsupervisor.process;

import java.util.List;

/** Whether somebody holds a flock(2) on a file, as far as the kernel tells. */
public sealed interface FlockReading {
  /**
   * Somebody does.
   *
   * @param takers the processes that took it; one that is over left it to what it started
   */
  record Held(List<Long> takers) implements FlockReading {
    public Held {
      takers = List.copyOf(takers);
    }
  }

  /** Nobody does. */
  record Nobody() implements FlockReading {}

  /** It cannot be told from here. */
  record Unknown(String why) implements FlockReading {}
}
