package dev.tmuxsupervisor.publish;

import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.JsonFields.Malformed;
import java.util.Optional;

/**
 * One line of the journal.
 *
 * @param line as it stands in the file
 * @param fields what it says
 */
public record JournalEvent(String line, JsonFields fields) {
  /** A line that is no object was cut off by a crash, and is no event. */
  static Optional<JournalEvent> parse(String line) {
    try {
      return Optional.of(new JournalEvent(line, JsonFields.parse(line)));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  /** A field's text; empty when there is none. */
  public String text(String field) {
    return fields.node().path(field).asText();
  }
}
