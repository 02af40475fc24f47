package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.lock.LockReading;
import java.util.Optional;

/** What a spawn may do with a worker, decided from the verdict under the guard. */
public sealed interface Admission {
  /** Nobody is there: start a session. The stale lock, if any, is replaced. */
  record Start(Optional<LockReading.Present> stale) implements Admission {}

  /** The agent is over and its pane is kept: start again in it. */
  record Respawn(Verdict.OrphanedSession orphan) implements Admission {}

  /** Held, but the lock does not say by whom: write that down, then refuse. */
  record AdoptAndRefuse(Sighting sighting, Optional<LockReading.Present> lock)
      implements Admission {}

  /** Leave everything as it is. */
  record Refuse() implements Admission {}

  /** Only our own locks and sessions are ever touched; everything doubtful is refused. */
  static Admission of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Free _ -> new Start(Optional.empty());
      case Verdict.Stale stale -> new Start(Optional.of(stale.lock()));
      case Verdict.OrphanedSession orphan ->
          orphan.lock().lock().holding().isPresent() ? new Respawn(orphan) : new Refuse();
      case Verdict.ChangedHands changed ->
          changed.lock().lock().holding().isPresent()
              ? new AdoptAndRefuse(changed.sighting(), Optional.of(changed.lock()))
              : new Refuse();
      case Verdict.LockLost lost -> new AdoptAndRefuse(lost.sighting(), Optional.empty());
      case Verdict.Held _,
          Verdict.OrphanedProcess _,
          Verdict.Unknown _,
          Verdict.Foreign _,
          Verdict.Damaged _ ->
          new Refuse();
    };
  }
}
