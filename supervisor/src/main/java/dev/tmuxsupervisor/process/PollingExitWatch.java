package dev.tmuxsupervisor.process;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at every process five times a second, where nothing tells of an end. Its thread starts with
 * the first process, and rests while there is none.
 */
final class PollingExitWatch implements ExitWatch {
  private static final Duration PERIOD = Duration.ofMillis(200);

  private final Map<ProcessIdentity, EndNotice> watched = new HashMap<>();
  private final Thread thread = Thread.ofPlatform().daemon().name("exit-poll").unstarted(this::run);
  private boolean closed;

  @Override
  public synchronized void watch(ProcessIdentity process, Runnable ended) {
    if (closed) {
      throw new IllegalStateException("the watch is closed");
    }
    watched.put(process, new EndNotice(process, ended));
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    if (watched.size() == 1) {
      notifyAll();
    }
  }

  @Override
  public synchronized void forget(ProcessIdentity process) {
    watched.remove(process);
  }

  @Override
  public synchronized int watched() {
    return watched.size();
  }

  private void run() {
    while (awaitTurn()) {
      for (EndNotice notice : notices()) {
        // A doubt is no end: there will be another look.
        if (ProcessTable.probe(notice.process()) instanceof Liveness.Dead && take(notice)) {
          notice.deliver();
        }
      }
    }
  }

  /** Waits for the next turn; false when there is none any more. */
  private synchronized boolean awaitTurn() {
    long turn = System.nanoTime() + PERIOD.toNanos();
    while (!closed) {
      long left = turn - System.nanoTime();
      if (!watched.isEmpty() && left <= 0) {
        return true;
      }
      try {
        wait(watched.isEmpty() ? 0 : left / 1_000_000 + 1);
      } catch (InterruptedException e) {
        return !closed; // nobody has reason to interrupt this thread, and an early turn does no
        // harm
      }
    }
    return false;
  }

  private synchronized List<EndNotice> notices() {
    return List.copyOf(watched.values());
  }

  /** Whether it still is to be delivered: somebody may have forgotten or replaced it meanwhile. */
  private synchronized boolean take(EndNotice notice) {
    return !closed && watched.remove(notice.process(), notice);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      watched.clear();
      notifyAll();
    }
    if (!thread.equals(Thread.currentThread())) {
      Uninterruptibles.joinUninterruptibly(thread);
    }
  }
}
