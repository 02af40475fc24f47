package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.lock.LockReading;
import java.util.Optional;

/** What a spawn may do with a worker, decided from the verdict under the guard. */
public sealed interface Admission {
  /** Nobody is there: start a session. The stale lock, if any, is replaced. */
  record Start(Optional<LockReading.Present> stale) implements Admission {}

  /** The agent is over and its pane is kept: start again in it. */
  record Respawn(Verdict.OrphanedSession orphan) implements Admission {}

  /** The lock does not say who is there: write that down, then judge again. */
  record Adopt(Sighting sighting, Optional<LockReading.Present> lock) implements Admission {}

  /** Leave everything as it is. */
  record Refuse() implements Admission {}

  /** Only our own locks and sessions are ever touched; everything doubtful is refused. */
  static Admission of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Free _ -> new Start(Optional.empty());
      case Verdict.Stale stale -> new Start(Optional.of(stale.lock()));
      case Verdict.OrphanedSession orphan ->
          orphan.lock().lock().holding().isPresent()
                  && !(orphan.sighting().state() instanceof PaneState.Closed)
              ? new Respawn(orphan)
              : new Refuse();
      case Verdict.ChangedHands changed ->
          changed.lock().lock().holding().isPresent()
              ? new Adopt(changed.sighting(), Optional.of(changed.lock()))
              : new Refuse();
      case Verdict.LockLost lost -> new Adopt(lost.sighting(), Optional.empty());
      case Verdict.Held _,
          Verdict.OrphanedProcess _,
          Verdict.Unknown _,
          Verdict.Foreign _,
          Verdict.Reserved _,
          Verdict.Damaged _ ->
          new Refuse();
    };
  }
}
