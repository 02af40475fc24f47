package dev.tmuxsupervisor.tmux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts a server and keeps it while it has no session, which it would else end for: a waiting
 * client is enough, and no option needs to be changed. The server inherits from it a clean
 * environment, the directory / and a command line that tells nothing.
 */
final class Keeper implements AutoCloseable {
  /** Seconds after which the client goes by itself, should this process die. */
  private static final String LONGEST = "10";

  private static final Duration STEP = Duration.ofMillis(5);

  private final CallFiles files;
  private final Process process;

  private Keeper(CallFiles files, Process process) {
    this.files = files;
    this.process = process;
  }

  static Keeper start(TmuxSocket socket, List<String> program, Map<String, String> environment)
      throws IOException {
    makeDirectory(socket);
    CallFiles files = CallFiles.holding("");
    try {
      ProcessBuilder builder = files.redirect(new ProcessBuilder(program));
      builder.directory(Exchange.ANYWHERE.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      return new Keeper(files, ProcessStarts.inTurn(builder));
    } catch (IOException e) {
      files.close();
      throw e;
    }
  }

  static List<String> command(Nonce nonce) {
    return List.of(
        "start-server",
        ";",
        "display-message",
        "-p",
        nonce.format(Kind.END, List.of()),
        ";",
        "run-shell",
        "-d",
        LONGEST);
  }

  /** Waits until the server answers, or the client ends. */
  Answer<Keeper> ready(Nonce nonce, Deadline end) throws IOException {
    try {
      while (Entry.parse(files.written(), nonce).isEmpty()) {
        if (end.passed()) {
          return end.missed("a new tmux server does not answer");
        }
        if (process.waitFor(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    } catch (InterruptedException e) {
      return Client.interrupted();
    }
    Exit exit = new Exit(1, files.written(), files.complaints());
    if (!Entry.parse(exit.out(), nonce).isEmpty()) {
      return new Running<>(this);
    }
    return switch (Classifier.judge(exit, nonce)) {
      case Unreachable<Reply>(Reason reason, String text) when reason == Reason.LOST ->
          new NoServer<>(text); // it met one that was exiting, and can try again
      case Answer<Reply> other ->
          new Unreachable<>(Reason.SYSTEM, "no tmux server could be started: " + other);
    };
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    process.onExit().join();
    files.close();
  }

  /** As tmux does with -L: for this user alone. */
  private static void makeDirectory(TmuxSocket socket) throws IOException {
    Path directory = socket.path().getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }
}
