package dev.tmuxsupervisor.server;

import com.google.common.base.Throwables;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** One line a record: time, level, text; a stack trace below it. */
final class LogLine extends Formatter {
  @Override
  public String format(LogRecord line) {
    @Nullable Throwable thrown = line.getThrown();
    return line.getInstant()
        + " "
        + line.getLevel()
        + " "
        + formatMessage(line)
        + System.lineSeparator()
        + (thrown == null ? "" : Throwables.getStackTraceAsString(thrown));
  }
}
