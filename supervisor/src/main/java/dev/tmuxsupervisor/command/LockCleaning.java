package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.act.Cleaner;
import dev.tmuxsupervisor.judge.Disposal;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.GuardBusyException;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.LockChangedException;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.time.Duration;

/**
 * Releases locks that nobody holds and nobody is about to, and writes down why.
 *
 * @param patience how long the guard is waited for
 */
record LockCleaning(Desk desk, Duration patience) {
  /** What {@link #clean} would do. */
  Disposal plan(Worker worker) throws IOException {
    return cleaner().plan(worker);
  }

  /** Decides under the guard; answers what was done. */
  Disposal clean(Worker worker) throws IOException, InterruptedException {
    Disposal disposal = Undisturbed.run(() -> cleaner().clean(worker));
    if (disposal instanceof Disposal.Release(Verdict.Stale stale)) {
      desk.supervision().changed(worker);
      desk.journal(
          "release",
          worker,
          JsonFields.object()
              .put("outcome", "removed")
              .put("text", "released, since " + stale.why()));
    }
    return disposal;
  }

  /** The same in words, as long as nothing but another's haste is in the way. */
  String cleanAndTell(Worker worker) throws IOException, InterruptedException {
    try {
      return switch (clean(worker)) {
        case Disposal.Release(Verdict.Stale stale) ->
            "released, since " + Printable.of(stale.why());
        case Disposal.Keep(_, String why) -> "left alone: " + Printable.of(why);
        case Disposal.Nothing _ -> "left alone: the lock is gone";
      };
    } catch (GuardBusyException e) {
      return "left alone: " + e.holder() + " is changing it right now";
    } catch (LockChangedException e) {
      return "left alone: " + e.getMessage();
    }
  }

  private Cleaner cleaner() {
    return new Cleaner(desk::look, patience);
  }
}
