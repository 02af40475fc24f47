package dev.tmuxsupervisor.tmux;

import java.util.Optional;

/**
 * A user option that is to get a value, or to lose the one it has.
 *
 * @param target a session or pane; empty for the server as a whole, where all of them see it
 * @param name such as {@code @worker}
 * @param value as it stands: nothing in it is expanded; empty to unset
 */
public record OptionChange(Optional<Target> target, String name, Optional<String> value) {
  /**
   * Checks its parts.
   *
   * @throws IllegalArgumentException if the name is not a user option's, or the value holds a NUL
   */
  public OptionChange {
    Words.requireOption(name);
    value.ifPresent(text -> Words.requireText("the value of " + name, text));
  }
}
