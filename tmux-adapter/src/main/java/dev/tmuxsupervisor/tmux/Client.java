package dev.tmuxsupervisor.tmux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Runs tmux clients, a few at a time: those that wait for a stopped server must not pile up. */
final class Client {
  static final int AT_ONCE = 8;

  private final Semaphore slots = new Semaphore(AT_ONCE, true);

  /** Waiting for a slot counts against the deadline. */
  Answer<Exit> run(
      List<String> argv,
      Map<String, String> environment,
      Path directory,
      String input,
      Deadline deadline) {
    try {
      if (!slots.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        return deadline.missed(AT_ONCE + " earlier calls are still waiting");
      }
    } catch (InterruptedException e) {
      return interrupted();
    }
    try {
      return call(argv, environment, directory, input, deadline);
    } catch (IOException e) {
      return new Unreachable<>(
          Reason.SYSTEM, "cannot run " + argv.getFirst() + ": " + e.getMessage());
    } finally {
      slots.release();
    }
  }

  static <T> Answer<T> interrupted() {
    Thread.currentThread().interrupt();
    return new Unreachable<>(Reason.INTERRUPTED, "interrupted while waiting for tmux");
  }

  private static Answer<Exit> call(
      List<String> argv,
      Map<String, String> environment,
      Path directory,
      String input,
      Deadline deadline)
      throws IOException {
    if (deadline.passed()) {
      return deadline.missed("there was no time left to ask");
    }
    try (CallFiles files = CallFiles.holding(input)) {
      ClientExecutor executor = new ClientExecutor(files, directory, deadline.remaining());
      int status = executor.run(argv, environment);
      if (executor.interrupted()) {
        return interrupted();
      }
      return executor.timedOut()
          ? deadline.missed("the tmux server may be stopped or busy")
          : new Running<>(new Exit(status, files.written(), files.complaints()));
    }
  }
}
