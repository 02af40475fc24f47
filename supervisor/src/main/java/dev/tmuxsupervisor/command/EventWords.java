package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.publish.JournalEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** An event in one line for a person, with the time of the person's clock. */
final class EventWords {
  private final DateTimeFormatter time;

  EventWords(ZoneId zone) {
    time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  String of(JournalEvent event) {
    String outcome = event.text("outcome").replace('_', ' ');
    String why = event.text("why").isEmpty() ? event.text("text") : event.text("why");
    String what = outcome.isEmpty() || why.isEmpty() ? outcome + why : outcome + ": " + why;
    return Printable.of(
        "%s  %-16s  %-8s  %s"
            .formatted(when(event.text("at")), event.text("worker"), event.text("event"), what)
            .stripTrailing());
  }

  private String when(String at) {
    try {
      return time.format(Instant.parse(at));
    } catch (DateTimeException e) {
      return at; // of a later version
    }
  }
}
