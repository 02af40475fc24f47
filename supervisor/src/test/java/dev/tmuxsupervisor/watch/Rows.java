package dev.tmuxsupervisor.watch;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;

/** Rows and screens to look at. */
final class Rows {
  private Rows() {}

  static Row row(String name, String state) {
    return row(name, state, "because", "session");
  }

  static Row row(String name, String state, String reason, String session) {
    return new Row(
        name,
        "/root",
        state,
        reason,
        Optional.empty(),
        Optional.of(Duration.ofSeconds(5)),
        0,
        "",
        "42",
        session);
  }

  static Frame frame(Listing listing, Contact contact) {
    return new Frame(
        new Paint(true, new Fit(false)), listing, contact, Wording.KEYS, Optional.empty());
  }

  static String text(Frame frame, int height, int width) {
    return frame.lines(height, width).stream()
        .map(AttributedString::toString)
        .collect(Collectors.joining("\n"));
  }
}
