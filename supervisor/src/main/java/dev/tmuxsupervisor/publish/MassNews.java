package dev.tmuxsupervisor.publish;

/**
 * What becomes of many workers that ended at once.
 *
 * @param why in words for a person
 * @param workers how many ended so far
 */
public record MassNews(Phase phase, String why, int workers) {
  /** A beginning has an end, and perhaps halts between them. */
  public enum Phase {
    BEGINS,
    HALTED,
    OVER
  }
}
