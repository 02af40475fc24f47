package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.scan.ScanProgress;
import java.io.PrintStream;
import java.util.Locale;

/**
 * How far a scan is, in one line of the terminal that is written again and again, and gone at the
 * end.
 */
record ScanLine(PrintStream terminal) implements ScanProgress, AutoCloseable {
  private static final String CLEAR = "\r\033[K";

  @Override
  public void seen(long directories, long entries, long workers) {
    terminal.printf(
        Locale.ROOT,
        "%s%,d directories, %,d entries, %d workers …",
        CLEAR,
        directories,
        entries,
        workers);
    terminal.flush();
  }

  @Override
  public void close() {
    terminal.print(CLEAR);
    terminal.flush();
  }
}
