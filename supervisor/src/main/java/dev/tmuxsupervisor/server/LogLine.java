package dev.tmuxsupervisor.server;

import com.google.common.base.Throwables;
import dev.tmuxsupervisor.process.Printable;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line a record: time, level, text; a stack trace below it. What others chose of it can neither
 * fill the log nor move the cursor of whoever reads it.
 */
final class LogLine extends Formatter {
  /** In characters. */
  static final int LONGEST = 8 << 10;

  @Override
  public String format(LogRecord line) {
    @Nullable Throwable thrown = line.getThrown();
    Stream<String> trace =
        thrown == null ? Stream.empty() : Throwables.getStackTraceAsString(thrown).lines();
    return Stream.concat(
            Stream.of(line.getInstant() + " " + line.getLevel() + " " + formatMessage(line)), trace)
        .map(LogLine::bounded)
        .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
  }

  private static String bounded(String text) {
    // A tab begins each line of a trace.
    String start = text.startsWith("\t") ? "\t" : "";
    String rest = text.substring(start.length());
    return start
        + Printable.of(rest.length() > LONGEST ? rest.substring(0, LONGEST - 1) + "…" : rest);
  }
}
