package dev.tmuxsupervisor.tmux;

import java.util.Map;
import java.util.Optional;

/**
 * Global options of one server at one moment.
 *
 * @param values by name; without those that are not set
 */
public record GlobalOptions(
    ServerIdentity server, TmuxVersion version, Map<String, String> values) {
  public GlobalOptions {
    values = Map.copyOf(values);
  }

  /** Empty if it is not set; an option may be set to the empty string. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
