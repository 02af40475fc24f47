package dev.tmuxsupervisor.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same to many, a few at a time, so that a fleet is no storm. */
final class Few {
  static final int AT_ONCE = 16;

  private Few() {}

  /** What is done to one. */
  @FunctionalInterface
  interface Deed<T, R> {
    R to(T one) throws InterruptedException;
  }

  /**
   * The results in the order of the items. When interrupted it begins no more, and ends what it
   * began.
   */
  static <T, R> List<R> atATime(List<T> items, Deed<T, R> deed) throws InterruptedException {
    List<Callable<R>> tasks = new ArrayList<>();
    items.forEach(item -> tasks.add(() -> deed.to(item)));
    try (ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofPlatform().name("few-", 0).factory())) {
      List<R> results = new ArrayList<>();
      for (Future<R> done : threads.invokeAll(tasks)) {
        results.add(result(done));
      }
      return results;
    }
  }

  private static <R> R result(Future<R> done) throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case InterruptedException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
