package dev.tmuxsupervisor.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs an action to its end although its user goes away: an interrupt would close the file that is
 * being written. Each step is safe to die after, but there is no need to make work for the next
 * look.
 */
final class Undisturbed {
  private Undisturbed() {}

  static <T> T run(Callable<T> action) throws IOException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(action);
    Thread.ofPlatform().name("action").start(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw unwrap(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException unwrap(ExecutionException e) {
    return switch (e.getCause()) {
      case IOException cause -> cause;
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      case null, default -> new IOException(e.getCause());
    };
  }
}
