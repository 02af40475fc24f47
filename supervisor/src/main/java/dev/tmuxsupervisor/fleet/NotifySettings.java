package dev.tmuxsupervisor.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a person wants to be told, and how.
 *
 * @param on words of states, and {@value #MASS} for many workers that end at once
 * @param message whether attached tmux clients show it
 * @param command a program and its arguments; empty for none
 * @param cooldown a worker's state is not told again before this is over
 */
public record NotifySettings(
    Set<String> on, boolean message, List<String> command, Duration cooldown) {
  public static final String MASS = "mass";

  /** What holds where nothing is said. */
  public static final NotifySettings DEFAULT =
      new NotifySettings(Set.of("failed", MASS), true, List.of(), Duration.ofSeconds(60));

  /** Keeps its own copies. */
  public NotifySettings {
    on = Set.copyOf(on);
    command = List.copyOf(command);
  }
}
