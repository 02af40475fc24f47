package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.util.Optional;

/** What cleaning does with a worker's lock, decided from the verdict, at last under the guard. */
public sealed interface Disposal {
  /** There is no lock. */
  record Nothing() implements Disposal {}

  /** Nobody holds it, and nobody is about to. */
  record Release(Verdict.Stale stale) implements Disposal {}

  /** It stays. */
  record Keep(Verdict verdict, String why) implements Disposal {}

  /**
   * Decides. Pure. A stale lock that the supervisor has something to do about is left to it: there
   * stands what the run was that ended, and how it is to be started again.
   */
  static Disposal of(Evidence evidence, Optional<WorkerSpec> spec, BootTime now) {
    if (evidence.lock() instanceof LockReading.Absent) {
      return new Nothing();
    }
    Verdict verdict = Judge.judge(evidence);
    return verdict instanceof Verdict.Stale stale
        ? ofStale(stale, Remedy.of(stale, spec, now))
        : new Keep(verdict, verdict.why());
  }

  private static Disposal ofStale(Verdict.Stale stale, Remedy remedy) {
    return switch (remedy) {
      case Remedy.Nothing _, Remedy.Expire _ -> new Release(stale);
      case Remedy.Await _ -> new Keep(stale, "it is brought back when its delay is over");
      case Remedy.Bury _ -> new Keep(stale, "how its run ended is being written down");
      case Remedy.FinishStop _ -> new Keep(stale, "its stop is being finished");
      case Remedy.Hold(String why) -> new Keep(stale, why);
      case Remedy.KeepOut(String why, _) -> new Keep(stale, why);
      case Remedy.Start _, Remedy.Adopt _, Remedy.Rename _, Remedy.EndTree _, Remedy.Respawn _ ->
          new Keep(stale, "it is being brought back");
    };
  }
}
