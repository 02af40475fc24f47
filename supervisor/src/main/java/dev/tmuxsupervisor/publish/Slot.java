package dev.tmuxsupervisor.publish;

import dev.tmuxsupervisor.tmux.Target;
import java.util.Optional;

/**
 * A place for a text in a tmux server.
 *
 * @param target empty for the server as a whole
 * @param option its name, with the at sign
 */
record Slot(Optional<Target> target, String option) {
  static Slot global(String option) {
    return new Slot(Optional.empty(), option);
  }

  static Slot at(Target target, String option) {
    return new Slot(Optional.of(target), option);
  }
}
