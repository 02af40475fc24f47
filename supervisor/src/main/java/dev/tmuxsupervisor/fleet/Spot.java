package dev.tmuxsupervisor.fleet;

import dev.tmuxsupervisor.process.Printable;
import java.nio.file.Path;

/** Where in the file something is wrong. */
record Spot(Path file, String section) {
  private static final int SHOWN = 120;

  InvalidFleetFile wrong(String what, String hint) {
    return new InvalidFleetFile(
        "%s: [worker.\"%s\"]: %s".formatted(file, shortened(section), what), hint);
  }

  InvalidFleetFile wrong(Key key, String what) {
    return wrong(key.text() + ": " + what, "such as: " + key.example());
  }

  /** Text of the file that is fit for a message. */
  static String shortened(String text) {
    return Printable.of(text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
  }
}
