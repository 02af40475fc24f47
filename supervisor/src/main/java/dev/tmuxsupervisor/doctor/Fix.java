package dev.tmuxsupervisor.doctor;

import java.io.IOException;

/**
 * One step that is proven safe, and that looks again before it changes anything.
 *
 * @param step what is done, in words; unique among those of one examination
 * @param deed does it
 */
public record Fix(String step, Deed deed) {
  /** Does a step. */
  @FunctionalInterface
  public interface Deed {
    /** Answers what came of it, in words. */
    String carryOut() throws IOException, InterruptedException;
  }
}
