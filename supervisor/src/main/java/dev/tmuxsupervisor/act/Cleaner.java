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
      Optional<WorkerSpec> spec = worker.file().read();
      Disposal disposal = Disposal.of(look.at(worker, spec, true), spec, BootTime.now());
      if (disposal instanceof Disposal.Release(var stale)) {
        worker.lock().remove(guard, stale.lock());
      }
      return disposal;
    }
  }
}
