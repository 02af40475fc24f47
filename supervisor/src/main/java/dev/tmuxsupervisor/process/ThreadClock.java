package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** How long this thread has been on a core, without the classes of {@code java.lang.management}. */
public final class ThreadClock {
  /** Its first number is in nanoseconds: sched-stats in the kernel's documentation. */
  private static final Path SCHEDULED = Path.of("/proc/thread-self/schedstat");

  private ThreadClock() {}

  /** As the kernel counts it; where it does not count, the time that passes for everybody. */
  public static Duration read() throws IOException {
    try {
      String text = Files.readString(SCHEDULED);
      return Duration.ofNanos(Long.parseLong(text.substring(0, text.indexOf(' '))));
    } catch (NoSuchFileException e) {
      return Duration.ofNanos(System.nanoTime());
    }
  }
}
