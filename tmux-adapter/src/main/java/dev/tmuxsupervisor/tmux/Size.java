package dev.tmuxsupervisor.tmux;

/** A window's size in cells; tmux takes 1 to 10000 each way (tmux.h, WINDOW_MAXIMUM). */
public record Size(int width, int height) {
  /**
   * Checks its parts.
   *
   * @throws IllegalArgumentException if tmux would not take it
   */
  public Size {
    if (Math.min(width, height) < 1 || Math.max(width, height) > 10_000) {
      throw new IllegalArgumentException("no window is %d by %d".formatted(width, height));
    }
  }
}
