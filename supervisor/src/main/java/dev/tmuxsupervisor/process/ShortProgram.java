package dev.tmuxsupervisor.process;

import dev.tmuxsupervisor.tmux.ProcessStarts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program that answers and ends, such as {@code systemctl}. Its words go to a file: a grandchild
 * that kept a pipe open would hold us up.
 *
 * @param name or its path, where it holds a slash
 * @param environment all that it gets; its PATH finds it
 */
public record ShortProgram(String name, Map<String, String> environment, Duration patience) {
  private static final int MOST = 16 << 10;

  /** It was ended, since it did not end by itself in time. */
  public static final class TimedOut extends IOException {
    private static final long serialVersionUID = 1;

    TimedOut(String message) {
      super(message);
    }
  }

  /** How it ended; the text is what it printed on both streams. */
  public record Ended(int status, String text) {}

  /** Where it is; empty when there is none. */
  public Optional<Path> find() {
    if (name.indexOf('/') >= 0) {
      return Optional.of(Path.of(name)).filter(ShortProgram::isProgram);
    }
    for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
      Path file = Path.of(folder, name);
      if (isProgram(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static boolean isProgram(Path file) {
    return file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file);
  }

  /** Runs it; throws when it cannot be started or does not end in time. */
  public Ended run(List<String> words) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>();
    argv.add(find().orElseThrow(() -> new IOException("there is no " + name)).toString());
    argv.addAll(words);
    Path out = Files.createTempFile("program", "");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(argv)
              .directory(Path.of("/").toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = ProcessStarts.inTurn(builder);
      try {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new TimedOut(
              String.join(" ", argv) + " did not end within " + patience.toSeconds() + " s");
        }
      } finally {
        end(process);
      }
      return new Ended(process.exitValue(), text(out));
    } finally {
      Files.delete(out);
    }
  }

  /** With what it started, such as the ssh of a git that waits for its answer. */
  private static void end(Process process) {
    if (process.isAlive()) {
      List<ProcessHandle> started = process.descendants().toList();
      process.destroyForcibly();
      started.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private static String text(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST), StandardCharsets.UTF_8).strip();
    }
  }
}
