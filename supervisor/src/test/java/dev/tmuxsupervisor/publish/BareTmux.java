package dev.tmuxsupervisor.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A tmux server of the test's own that may be made to hang: no client is waited for without limit,
 * and the server is ended by SIGKILL.
 */
final class BareTmux implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private final Path socket;
  private final ProcessHandle server;

  /** Starts it with one session, named so, of this size. */
  BareTmux(Path directory, String name, int columns, int rows, String... argv) throws Exception {
    this.directory = directory;
    socket = directory.resolve(name);
    List<String> words = new ArrayList<>(List.of("new-session", "-d", "-P", "-F", "#{pid}"));
    words.addAll(List.of("-s", name, "-x", "" + columns, "-y", "" + rows, "--"));
    words.addAll(List.of(argv));
    server = ProcessHandle.of(Long.parseLong(run(words.toArray(String[]::new)))).orElseThrow();
  }

  Path socket() {
    return socket;
  }

  String run(String... words) throws Exception {
    return within(PATIENCE, words).orElseThrow(() -> new AssertionError("tmux hangs"));
  }

  /** What it prints, without the last line's end; nothing if it takes longer. */
  Optional<String> within(Duration patience, String... words) throws Exception {
    List<String> argv = new ArrayList<>(List.of("tmux", "-u", "-f", "/dev/null", "-S"));
    argv.add(socket.toString());
    argv.addAll(List.of(words));
    Path out = Files.createTempFile(directory, "out", "");
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.redirectOutput(out.toFile()).environment().keySet().removeIf("TMUX"::equals);
    Process client = builder.start();
    if (!client.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      client.destroyForcibly();
      return Optional.empty();
    }
    return Optional.of(Files.readString(out, StandardCharsets.UTF_8).stripTrailing());
  }

  @Override
  public void close() throws IOException {
    server.destroyForcibly();
  }
}
