package dev.tmuxsupervisor.watch;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A command of the supervisor, run beside the screen. */
final class CommandRun {
  private static final int MOST_LINES = 2000;
  private static final int NOT_STARTED = 127;

  private CommandRun() {}

  /** How it ended and what it printed on either stream. */
  record Ended(int status, List<String> lines) {
    Ended {
      lines = List.copyOf(lines);
    }

    /** For the one line that there is room for. */
    String firstLine() {
      return lines.stream()
          .filter(line -> !line.isBlank())
          .findFirst()
          .orElse(status == 0 ? "done" : "it failed with exit code " + status);
    }
  }

  /** Returns at once; the end is told on another thread. */
  static void run(List<String> words, Consumer<Ended> whenOver) {
    Thread.ofPlatform().daemon().name("command").start(() -> whenOver.accept(end(words)));
  }

  private static Ended end(List<String> words) {
    List<String> lines = new ArrayList<>();
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .start();
      try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          if (lines.size() < MOST_LINES) {
            lines.add(line);
          }
        }
      }
      return new Ended(process.waitFor(), lines);
    } catch (IOException e) {
      return new Ended(NOT_STARTED, List.of(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ended(NOT_STARTED, List.of("interrupted"));
    }
  }
}
