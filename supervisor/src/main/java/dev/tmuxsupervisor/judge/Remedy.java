package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.Reservation;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.util.Optional;

/**
 * What the supervisor is to do for a worker by itself, so that what should run runs. Whoever acts
 * asks again under the guard.
 */
public sealed interface Remedy {
  /** All is as it should be, or none of our business. */
  record Nothing() implements Remedy {}

  /** Something cannot be proven or is in the way: look again later, and change nothing. */
  record Hold(String why) implements Remedy {}

  /** Our agent lives, and its lock does not say so. */
  record Adopt(Sighting sighting, Optional<LockReading.Present> lock) implements Remedy {}

  /** Our agent's session has another name now; programs that know names alone look for that one. */
  record Rename(LockReading.Present lock, Sighting sighting) implements Remedy {}

  /** The user wants it down, and something of it is still there: a stop that was cut off. */
  record FinishStop(Verdict verdict) implements Remedy {}

  /** The agent outlived its session: end its whole tree, then judge again. */
  record EndTree(Verdict.OrphanedProcess orphan) implements Remedy {}

  /**
   * Somebody keeps agents out by hand.
   *
   * @param due when that is over by itself, if it is known on this boot's clock
   */
  record KeepOut(String why, Optional<BootTime> due) implements Remedy {}

  /** The time for which somebody kept agents out is over: remove the lock, then judge again. */
  record Expire(LockReading.Present lock) implements Remedy {}

  /** A run is over and nobody has written that down. */
  record Bury(LockReading.Present lock, Optional<Sighting> pane) implements Remedy {}

  /** It is started again, but not yet. */
  record Await(BootTime due) implements Remedy {}

  /** Start again in the pane that is kept. */
  record Respawn(Verdict.OrphanedSession orphan) implements Remedy {}

  /** Nobody is left: take the stale lock over, if there is one, and start in a new session. */
  record Start(Optional<LockReading.Present> stale) implements Remedy {}

  /** Decides, also for a worker that nothing is written down about. Pure, as below. */
  static Remedy of(Verdict verdict, Optional<WorkerSpec> spec, BootTime now) {
    return byHand(verdict, now)
        .orElseGet(() ->
            spec.map(known -> wanted(verdict, known, now))
                .orElseGet(() -> ofUnknownWorker(verdict)));
  }

  /** Decides. Pure: the same verdict, file and time give the same remedy. */
  static Remedy of(Verdict verdict, WorkerSpec spec, BootTime now) {
    return of(verdict, Optional.of(spec), now);
  }

  /** A lock that was taken by hand ends by itself, whatever is wanted of the worker. */
  private static Optional<Remedy> byHand(Verdict verdict, BootTime now) {
    return switch (verdict) {
      case Verdict.Reserved(LockReading.Present lock, _, String why) ->
          Optional.of(
              new KeepOut(
                  why,
                  lock.lock()
                      .reservation()
                      .flatMap(Reservation::end)
                      .map(Reservation.End::due)
                      .filter(due -> due.boot().equals(now.boot()))));
      case Verdict.Stale(LockReading.Present lock, _) when lock.lock().reservation().isPresent() ->
          Optional.of(new Expire(lock));
      default -> Optional.empty();
    };
  }

  private static Remedy wanted(Verdict verdict, WorkerSpec spec, BootTime now) {
    if (spec.desired() == Desired.DOWN) {
      return down(verdict, spec);
    }
    return switch (verdict) {
      case Verdict.Unknown unknown -> new Hold(unknown.why());
      case Verdict.Held held -> held(held);
      case Verdict.Foreign _, Verdict.Reserved _, Verdict.Damaged _ -> new Nothing();
      case Verdict.LockLost lost -> new Adopt(lost.sighting(), Optional.empty());
      case Verdict.ChangedHands changed ->
          isOurs(changed.lock())
              ? new Adopt(changed.sighting(), Optional.of(changed.lock()))
              : new Nothing();
      case Verdict.OrphanedProcess orphan ->
          isOurs(orphan.lock()) ? new EndTree(orphan) : new Nothing();
      case Verdict.OrphanedSession orphan ->
          isOurs(orphan.lock())
              ? over(spec, orphan.lock(), Optional.of(orphan.sighting()), inPlace(orphan), now)
              : new Nothing();
      case Verdict.Stale stale ->
          isOurs(stale.lock())
              ? over(
                  spec, stale.lock(), Optional.empty(), new Start(Optional.of(stale.lock())), now)
              : new Nothing();
      case Verdict.Free _ -> free(spec, now);
    };
  }

  /** Somebody removed all that was written down; a living agent of ours gets its lock back. */
  private static Remedy ofUnknownWorker(Verdict verdict) {
    return verdict instanceof Verdict.LockLost lost
        ? new Adopt(lost.sighting(), Optional.empty())
        : new Nothing();
  }

  private static Remedy held(Verdict.Held held) {
    return isOurs(held.lock())
            && held.session() instanceof SessionLeg.There(Sighting sighting, _)
            && !sighting.name().equals(held.lock().lock().sessionId())
        ? new Rename(held.lock(), sighting)
        : new Nothing();
  }

  /**
   * A claim that never came to an agent is no run that ended; its spawn is made up for at once,
   * where anything is ever started again.
   */
  private static Remedy over(
      WorkerSpec spec,
      LockReading.Present lock,
      Optional<Sighting> pane,
      Remedy again,
      BootTime now) {
    Holding holding = lock.lock().holding().orElseThrow();
    if (!holding.isClaim() && holding.generation() > spec.history().ended()) {
      return new Bury(lock, pane);
    }
    return holding.isClaim() && spec.policy().restart() == Policy.Restart.NEVER
        ? new Nothing()
        : whenDue(spec.history(), again, now);
  }

  /** Only a pane that is there can be started in; the session's other panes are somebody's. */
  private static Remedy inPlace(Verdict.OrphanedSession orphan) {
    return orphan.sighting().state() instanceof PaneState.Closed
        ? new Hold("its pane was closed, and its session still has others: " + orphan.why())
        : new Respawn(orphan);
  }

  /** Wanted, but without lock and session: somebody removed both. */
  private static Remedy free(WorkerSpec spec, BootTime now) {
    return spec.policy().restart() == Policy.Restart.NEVER
        ? new Nothing()
        : whenDue(spec.history(), new Start(Optional.empty()), now);
  }

  private static Remedy whenDue(History history, Remedy again, BootTime now) {
    return switch (history.standing()) {
      case FINISHED, FAILED -> new Nothing();
      case RUNNING -> again;
      case RETRY, BROKEN ->
          history.due().filter(due -> !due.isOver(now)).<Remedy>map(Await::new).orElse(again);
    };
  }

  /** Only what the file's own run left is ended; whatever else is there is another's. */
  private static Remedy down(Verdict verdict, WorkerSpec spec) {
    boolean ours =
        switch (verdict) {
          case Verdict.LockLost _ -> true; // known by the mark of this very run
          case Verdict.Held held -> isOf(spec, held.lock());
          case Verdict.ChangedHands changed -> isOf(spec, changed.lock());
          case Verdict.OrphanedProcess orphan -> isOf(spec, orphan.lock());
          case Verdict.OrphanedSession orphan -> isOf(spec, orphan.lock());
          case Verdict.Stale stale -> isOf(spec, stale.lock());
          case Verdict.Free _,
              Verdict.Unknown _,
              Verdict.Foreign _,
              Verdict.Reserved _,
              Verdict.Damaged _ ->
              false;
        };
    return ours ? new FinishStop(verdict) : new Nothing();
  }

  private static boolean isOurs(LockReading.Present lock) {
    return lock.lock().holding().isPresent();
  }

  private static boolean isOf(WorkerSpec spec, LockReading.Present lock) {
    return lock.lock().holding().filter(held -> held.run().equals(spec.run())).isPresent();
  }
}
