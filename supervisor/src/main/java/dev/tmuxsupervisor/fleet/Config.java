package dev.tmuxsupervisor.fleet;

import dev.tmuxsupervisor.scan.Skips;

/**
 * What the user's own file says.
 *
 * @param skip directories that scans pass over beside the usual ones
 */
public record Config(NotifySettings notices, Skips skip) {
  /** What holds where nothing is said. */
  public static final Config DEFAULT = new Config(NotifySettings.DEFAULT, Skips.NONE);
}
