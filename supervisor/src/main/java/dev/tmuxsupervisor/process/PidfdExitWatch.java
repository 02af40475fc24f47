package dev.tmuxsupervisor.process;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thread in one poll(2) over a pidfd for each process. That thread alone closes what it may be
 * polling, so that no number comes to mean another file under its eyes.
 */
final class PidfdExitWatch implements ExitWatch {
  private static final System.Logger LOGGER = System.getLogger("dev.tmuxsupervisor.process");
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  /**
   * One process.
   *
   * @param handle none on a process that was over before
   */
  private record Watched(Optional<Pidfd> handle, EndNotice notice) {
    void close() {
      handle.ifPresent(Pidfd::close);
    }
  }

  private final Map<ProcessIdentity, Watched> watched = new HashMap<>();

  /** No longer watched, but perhaps still polled. */
  private final List<Watched> dropped = new ArrayList<>();

  /** Takes the processes that no descriptor is left for. */
  private final ExitWatch others = new PollingExitWatch();

  private final int wakeUp;
  private final Thread thread;
  private boolean changed = true;
  private boolean closed;

  PidfdExitWatch() throws IOException {
    wakeUp = Libc.eventfd();
    thread = Thread.ofPlatform().daemon().name("exit-watch").unstarted(this::run);
    thread.start();
  }

  /** Whether this kernel has pidfds and lets us use them. */
  static boolean isPossible() {
    try {
      Libc.close(Libc.pidfdOpen((int) ProcessHandle.current().pid()));
      return true;
    } catch (IOException e) {
      LOGGER.log(WARNING, "ends of processes must be looked for: " + e.getMessage());
      return false;
    }
  }

  @Override
  public synchronized void watch(ProcessIdentity process, Runnable ended) throws IOException {
    if (closed) {
      throw new IllegalStateException("the watch is closed");
    }
    EndNotice notice = new EndNotice(process, ended);
    Watched before = watched.get(process);
    Optional<Pidfd> handle;
    try {
      handle = before == null ? Pidfd.open(process) : before.handle();
    } catch (IOException e) {
      others.watch(process, ended);
      LOGGER.log(WARNING, "pid " + process.pid() + " must be polled: " + e.getMessage());
      return;
    }
    others.forget(process);
    watched.put(process, new Watched(handle, notice));
    wake();
  }

  @Override
  public synchronized void forget(ProcessIdentity process) {
    others.forget(process);
    Watched gone = watched.remove(process);
    if (gone != null && !closed) {
      dropped.add(gone);
      wake();
    }
  }

  @Override
  public synchronized int watched() {
    return watched.size() + others.watched();
  }

  private void wake() {
    changed = true;
    Libc.wake(wakeUp);
  }

  private void run() {
    PollSet set = new PollSet();
    List<Watched> turn = new ArrayList<>();
    while (prepare(set, turn)) {
      boolean polled = poll(set, turn);
      for (int i = 0; i < turn.size(); i++) {
        if (polled ? set.isReady(i + 1) : isOver(turn.get(i))) {
          take(turn.get(i)).ifPresent(EndNotice::deliver);
        }
      }
    }
    release();
  }

  /** Gathers what is to be polled, the wake-up first; false when the watch was closed. */
  private synchronized boolean prepare(PollSet set, List<Watched> turn) {
    if (closed || !changed) {
      return !closed;
    }
    changed = false;
    Libc.drain(wakeUp);
    dropped.forEach(Watched::close);
    dropped.clear();
    turn.clear();
    turn.addAll(watched.values());
    set.clear();
    set.add(wakeUp);
    turn.forEach(
        one -> one.handle().ifPresentOrElse(it -> set.add(it.descriptor()), set::addReady));
    return true;
  }

  /** Waits for an end; false when that cannot be done and every process must be looked at. */
  private static boolean poll(PollSet set, List<Watched> turn) {
    try {
      set.await();
      return true;
    } catch (IOException e) {
      LOGGER.log(ERROR, "cannot wait for the ends of " + turn.size() + " processes", e);
      Uninterruptibles.sleepUninterruptibly(AFTER_FAILURE);
      return false;
    }
  }

  private static boolean isOver(Watched one) {
    return ProcessTable.probe(one.notice().process()) instanceof Liveness.Dead;
  }

  /**
   * The notice of a process that ended, unless somebody forgot it or closed the watch meanwhile.
   */
  private synchronized Optional<EndNotice> take(Watched ended) {
    ProcessIdentity process = ended.notice().process();
    Watched now = watched.get(process);
    if (closed || now == null || !now.handle().equals(ended.handle())) {
      return Optional.empty();
    }
    watched.remove(process);
    now.close();
    changed = true;
    return Optional.of(now.notice());
  }

  private synchronized void release() {
    watched.values().forEach(Watched::close);
    watched.clear();
    dropped.forEach(Watched::close);
    dropped.clear();
    Libc.close(wakeUp);
  }

  @Override
  public void close() {
    synchronized (this) {
      if (!closed) {
        closed = true;
        wake();
      }
    }
    others.close();
    if (!thread.equals(Thread.currentThread())) {
      Uninterruptibles.joinUninterruptibly(thread);
    }
  }
}
