package dev.tmuxsupervisor.worktree;

import dev.tmuxsupervisor.tmux.ProcessStarts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteStreamHandler;

/**
 * Runs one git with files as its streams: what a hook leaves running would keep a pipe open, and
 * its reader waiting.
 */
final class GitExecutor extends DefaultExecutor {
  private static final Path NOTHING = Path.of("/dev/null");

  private final Path out;
  private final Path err;
  private final GitWatchdog watchdog;

  /** Nothing to pump. */
  private static final class Files implements ExecuteStreamHandler {
    @Override
    public void setProcessInputStream(OutputStream input) {}

    @Override
    public void setProcessOutputStream(InputStream output) {}

    @Override
    public void setProcessErrorStream(InputStream errors) {}

    @Override
    public void start() {}

    @Override
    public void stop() {}
  }

  @SuppressWarnings("deprecation") // the builder that replaces it cannot make a subclass
  GitExecutor(Path out, Path err, Duration longest) {
    this.out = out;
    this.err = err;
    watchdog = new GitWatchdog(longest);
    setWatchdog(watchdog);
    setStreamHandler(new Files());
    setExitValues(null); // which one is good depends on the question
  }

  int run(List<String> argv, Map<String, String> environment) throws IOException {
    CommandLine line = new CommandLine(argv.getFirst());
    argv.stream().skip(1).forEach(word -> line.addArgument(word, false));
    return execute(line, environment);
  }

  boolean timedOut() {
    return watchdog.killedProcess();
  }

  @Override
  protected Process launch(CommandLine line, Map<String, String> environment, Path ignored)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(line.toStrings())
            .directory(Path.of("/").toFile())
            .redirectInput(NOTHING.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return ProcessStarts.inTurn(builder);
  }
}
