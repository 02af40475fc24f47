package dev.tmuxsupervisor.fleet;

import dev.tmuxsupervisor.process.Printable;
import java.nio.file.Path;
import java.util.List;

/**
 * Where in the file something is wrong.
 *
 * @param head of the section, as it stands in the file
 */
record Spot(Path file, String head) {
  private static final int SHOWN = 120;

  static Spot worker(Path file, String section) {
    return new Spot(file, "[worker.\"" + shortened(section) + "\"]");
  }

  static Spot agent(Path file, String section) {
    return new Spot(file, "[agent." + shortened(section) + "]");
  }

  InvalidFleetFile wrong(String what, String hint) {
    return new InvalidFleetFile("%s: %s: %s".formatted(file, head, what), hint);
  }

  InvalidFleetFile unknown(String key, List<String> known) {
    return wrong(
        "there is no key " + shortened(key), "did you mean " + NearestKey.of(key, known) + "?");
  }

  InvalidFleetFile wrong(FileKey key, String what) {
    return wrong(key.text() + ": " + what, "such as: " + key.example());
  }

  /** Text of the file that is fit for a message. */
  static String shortened(String text) {
    return Printable.of(text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
  }
}
