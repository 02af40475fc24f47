package dev.tmuxsupervisor.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The threads of a scan. One may hang in the kernel for as long as a file system is stalled:
 * whoever ends the scan does not wait for it, and it ends by itself once the kernel lets go.
 */
final class Crew implements AutoCloseable {
  private static final long TICK_MILLIS = 100;

  private final int size;
  private final Runnable tick;
  private final ExecutorService threads;

  /**
   * @param tick done ten times a second by the thread that waits
   */
  Crew(int size, ThreadFactory factory, Runnable tick) {
    this.size = size;
    this.tick = tick;
    threads = Executors.newFixedThreadPool(size, factory);
  }

  /** Has one thread do it. */
  void one(Callable<?> work) throws InterruptedException {
    await(List.of(threads.submit(work)));
  }

  /** Has every thread do it at the same time. */
  void all(Callable<?> work) throws InterruptedException {
    List<Future<?>> parts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      parts.add(threads.submit(work));
    }
    await(parts);
  }

  private void await(List<Future<?>> parts) throws InterruptedException {
    for (Future<?> part : parts) {
      while (!isDone(part)) {
        tick.run();
      }
    }
  }

  private static boolean isDone(Future<?> part) throws InterruptedException {
    try {
      part.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a thread of the scan failed", e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
