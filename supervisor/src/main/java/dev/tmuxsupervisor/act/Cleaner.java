package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.Disposal;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Releases locks that were left behind. An earlier look only says where it is worth while to ask:
 * what happens is decided under the guard, by a look of its own.
 */
public final class Cleaner {
  private final Look look;
  private final Duration patience;

  /** Waits at most {@code patience} for the guard. */
  public Cleaner(Look look, Duration patience) {
    this.look = look;
    this.patience = patience;
  }

  /** What {@link #clean} would do, from a fresh look that takes and changes nothing. */
  public Disposal plan(Worker worker) throws IOException {
    return decide(worker, false);
  }

  /**
   * Releases the worker's lock if nobody holds it and nobody is about to; answers what was done.
   * Throws {@link dev.tmuxsupervisor.lock.GuardBusyException} when somebody else changes the worker
   * right now, and {@link dev.tmuxsupervisor.lock.LockChangedException} when somebody did so
   * without the guard.
   */
  public Disposal clean(Worker worker) throws IOException, InterruptedException {
    if (!worker.runtime().exists()) {
      return new Disposal.Nothing();
    }
    try (Guard guard = Guard.take(worker.runtime(), patience)) {
      Disposal disposal = decide(worker, true);
      if (disposal instanceof Disposal.Release(var stale)) {
        worker.lock().remove(guard, stale.lock());
      }
      return disposal;
    }
  }

  private Disposal decide(Worker worker, boolean underGuard) throws IOException {
    Optional<WorkerSpec> spec = worker.file().read();
    return Disposal.of(look.at(worker, spec, underGuard), spec, BootTime.now());
  }
}
