package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.SessionLeg;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.process.Libc;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Releases locks that nobody holds, under the guard and after a look of its own. */
public final class Releaser {
  /** How much the caller insists. */
  public enum Force {
    /** Only what is proven stale. */
    NONE,
    /** Also a damaged or foreign lock, when no session of the worker is found. */
    MOVE_ASIDE,
    /** Also when that could not be found out: the caller says that nobody is there. */
    MOVE_ASIDE_UNPROVEN
  }

  /** What came of it. */
  public sealed interface Outcome {
    /** There was no lock. */
    record NoLock() implements Outcome {}

    /** The stale lock was removed. */
    record Removed(Verdict verdict) implements Outcome {}

    /** The file was renamed; nothing is lost. */
    record MovedAside(Verdict verdict, Path to) implements Outcome {}

    /** It stays. */
    record Kept(Verdict verdict) implements Outcome {}

    /** It stays: not the lock of that id stands there by now. */
    record AnotherLock(Verdict verdict) implements Outcome {}

    /** It stays unless the caller says that nobody is there, which could not be proven. */
    record NeedsWord(Verdict verdict, String doubt) implements Outcome {}
  }

  private final Look look;
  private final Duration patience;

  /** Waits at most {@code patience} for the guard. */
  public Releaser(Look look, Duration patience) {
    this.look = look;
    this.patience = patience;
  }

  /**
   * Releases the worker's lock as far as the verdict and the caller's insistence allow. One that
   * was taken by hand goes at its own user's word; another user's is moved aside, by force.
   */
  public Outcome release(Worker worker, Force force) throws IOException, InterruptedException {
    return release(worker, force, Optional.empty());
  }

  /** Releases the lock that was taken by hand under this id, and no other. */
  public Outcome release(Worker worker, String id) throws IOException, InterruptedException {
    return release(worker, Force.NONE, Optional.of(id));
  }

  private Outcome release(Worker worker, Force force, Optional<String> id)
      throws IOException, InterruptedException {
    if (!worker.runtime().exists()) {
      return new Outcome.NoLock();
    }
    try (Guard guard = Guard.take(worker.runtime(), patience)) {
      Evidence evidence = look.at(worker, worker.file().read(), true);
      Verdict verdict = Judge.judge(evidence);
      if (id.isPresent() && !isOrWas(id.get(), evidence.lock())) {
        return new Outcome.AnotherLock(verdict);
      }
      return switch (verdict) {
        // The time of one that was taken by hand is over, and an agent is there.
        case Verdict.LockLost _ when evidence.lock() instanceof LockReading.Present over -> {
          worker.lock().remove(guard, over);
          yield new Outcome.Removed(verdict);
        }
        case Verdict.Free _, Verdict.LockLost _ -> new Outcome.NoLock();
        case Verdict.Stale stale -> {
          worker.lock().remove(guard, stale.lock());
          yield new Outcome.Removed(verdict);
        }
        case Verdict.Reserved(LockReading.Present lock, _, _) when isThisUsers(lock) -> {
          worker.lock().remove(guard, lock);
          yield new Outcome.Removed(verdict);
        }
        case Verdict.Reserved(LockReading.Present lock, _, _) ->
            force == Force.NONE
                ? new Outcome.Kept(verdict)
                : new Outcome.MovedAside(verdict, worker.lock().moveAside(guard, lock));
        case Verdict.Damaged _, Verdict.Foreign _, Verdict.Unknown _ ->
            force == Force.NONE
                ? new Outcome.Kept(verdict)
                : moveAside(worker, guard, evidence, verdict, force);
        case Verdict.Held _,
            Verdict.ChangedHands _,
            Verdict.OrphanedSession _,
            Verdict.OrphanedProcess _ ->
            new Outcome.Kept(verdict);
      };
    }
  }

  /** Whether the lock is the one of that id, or that one is gone without a successor. */
  private static boolean isOrWas(String id, LockReading reading) {
    return switch (reading) {
      case LockReading.Absent _ -> true;
      case LockReading.Present present ->
          present.lock().reservation().filter(it -> it.id().equals(id)).isPresent();
      case LockReading.Damaged _, LockReading.Unreadable _ -> false;
    };
  }

  private static boolean isThisUsers(LockReading.Present lock) {
    return lock.lock().reservation().filter(it -> it.uid() == Libc.effectiveUid()).isPresent();
  }

  private static Outcome moveAside(
      Worker worker, Guard guard, Evidence evidence, Verdict verdict, Force force)
      throws IOException {
    if (evidence.lock() instanceof LockReading.Absent) {
      return new Outcome.NoLock();
    }
    // A damaged lock names nobody, but the worker's last run is known and can be looked for.
    if (evidence.session() instanceof SessionLeg.There) {
      return new Outcome.Kept(verdict);
    }
    boolean proven =
        verdict instanceof Verdict.Damaged && evidence.session() instanceof SessionLeg.Gone;
    return proven || force == Force.MOVE_ASIDE_UNPROVEN
        ? new Outcome.MovedAside(verdict, worker.lock().moveAside(guard, evidence.lock()))
        : new Outcome.NeedsWord(verdict, evidence.session().how());
  }
}
