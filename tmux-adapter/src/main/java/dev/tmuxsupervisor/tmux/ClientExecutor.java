package dev.tmuxsupervisor.tmux;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteWatchdog;
import org.jspecify.annotations.Nullable;

/** Runs one client with files as its streams, and for no longer than it may. */
final class ClientExecutor extends DefaultExecutor {
  /** The watchdog counts whole milliseconds, and refuses none at all. */
  private static final Duration LEAST = Duration.ofMillis(1);

  private final CallFiles files;
  private final Path directory;
  private final ExecuteWatchdog watchdog;
  private @Nullable ForcefulProcess process;

  @SuppressWarnings("deprecation") // the builder that replaces it cannot make a subclass
  ClientExecutor(CallFiles files, Path directory, Duration longest) {
    this.files = files;
    this.directory = directory;
    watchdog =
        ExecuteWatchdog.builder().setTimeout(longest.compareTo(LEAST) < 0 ? LEAST : longest).get();
    setWatchdog(watchdog);
    setStreamHandler(new FileStreams());
    setExitValues(null); // any will do, none is trusted
  }

  int run(List<String> argv, Map<String, String> environment) throws IOException {
    CommandLine line = new CommandLine(argv.getFirst());
    argv.stream().skip(1).forEach(word -> line.addArgument(word, false));
    return execute(line, environment);
  }

  boolean timedOut() {
    return watchdog.killedProcess();
  }

  boolean interrupted() {
    return process != null && process.interrupted();
  }

  @Override
  protected Process launch(CommandLine line, Map<String, String> environment, Path ignored)
      throws IOException {
    ProcessBuilder builder = files.redirect(new ProcessBuilder(line.toStrings()));
    builder.directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    ForcefulProcess started = new ForcefulProcess(ProcessStarts.inTurn(builder));
    process = started;
    files.forgetInput();
    return started;
  }
}
