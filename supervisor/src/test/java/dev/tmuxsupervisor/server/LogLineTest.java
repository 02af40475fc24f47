package dev.tmuxsupervisor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogLineTest {
  @Test
  void whatOthersChoseStaysOnItsLineAndMovesNoCursor() {
    assertThat(format("crew/dave\u001b[2J\nINFO all is well\u202e", null))
        .endsWith(" INFO crew/dave?[2J?INFO all is well?\n")
        .hasLineCount(1);
  }

  @Test
  void aLineIsBounded() {
    assertThat(format("x".repeat(1 << 20), null))
        .hasSizeLessThan(LogLine.LONGEST + 2)
        .endsWith("…\n");
  }

  @Test
  void aTraceHasItsLinesAndNoControlsEither() {
    assertThat(format("it failed", new IOException("\u0007bell")).lines())
        .hasSizeGreaterThan(2)
        .anySatisfy(line -> assertThat(line).isEqualTo("java.io.IOException: ?bell"))
        .anySatisfy(line -> assertThat(line).startsWith("\tat "));
  }

  private static String format(String text, @Nullable Throwable thrown) {
    LogRecord line = new LogRecord(Level.INFO, text);
    line.setThrown(thrown);
    return new LogLine().format(line);
  }
}
