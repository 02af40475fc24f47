package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.Exit;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.Policy.Restart;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.util.Optional;

/**
 * A worker's state, and why it is that: what was seen of it, together with what the supervisor does
 * about that.
 *
 * @param next when it is started again, if that is known and still to come
 */
public record Condition(State state, String reason, Optional<BootTime> next) {
  /** Pure: the same verdict, file and time give the same condition. */
  public static Condition of(Verdict verdict, Optional<WorkerSpec> spec, BootTime now) {
    return switch (verdict) {
      case Verdict.Unknown _ -> plain(State.UNKNOWN, verdict.why());
      case Verdict.Foreign _ -> plain(State.FOREIGN, verdict.why());
      case Verdict.Damaged _ -> plain(State.DAMAGED, verdict.why());
      case Verdict.Reserved reserved -> reserved(reserved, spec, now);
      case Verdict.Held(LockReading.Present lock, _, _) when isStrangers(lock) -> held(verdict);
      case Verdict.ChangedHands(LockReading.Present lock, _, _) when isStrangers(lock) ->
          held(verdict);
      case Verdict.OrphanedProcess(LockReading.Present lock, _) when isStrangers(lock) ->
          held(verdict);
      case Verdict.OrphanedSession(LockReading.Present lock, _, _) when isStrangers(lock) ->
          held(verdict);
      case Verdict.Stale(LockReading.Present lock, _) when isStrangers(lock) && isWanted(spec) ->
          held(verdict);
      // What was kept by hand until now is as good as free.
      case Verdict.Stale(LockReading.Present lock, String why)
          when lock.lock().reservation().isPresent() ->
          of(new Verdict.Free(why), spec, now);
      case Verdict.Held _,
          Verdict.ChangedHands _,
          Verdict.LockLost _,
          Verdict.OrphanedProcess _,
          Verdict.OrphanedSession _,
          Verdict.Stale _,
          Verdict.Free _ ->
          spec.map(it -> ours(verdict, it, now)).orElseGet(() -> withoutFile(verdict));
    };
  }

  private static Condition ours(Verdict verdict, WorkerSpec spec, BootTime now) {
    Remedy remedy = Remedy.of(verdict, spec, now);
    if (remedy instanceof Remedy.FinishStop) {
      return plain(State.STOPPING, "it is to be down, but " + verdict.why());
    }
    return alive(verdict)
        .orElseGet(() ->
            switch (remedy) {
              case Remedy.Nothing _ -> over(spec);
              case Remedy.Hold(String why) -> plain(State.FAILED, why);
              case Remedy.Await(BootTime due) -> awaited(spec.history(), due);
              default -> plain(State.RECOVERING, verdict.why());
            });
  }

  /** Where an agent lives, whatever is written down about the worker. */
  private static Optional<Condition> alive(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Held(LockReading.Present lock, _, _) ->
          Optional.of(
              lock.lock().holding().filter(Holding::isClaim).isPresent()
                  ? plain(State.STARTING, verdict.why())
                  : plain(State.RUNNING, verdict.why()));
      case Verdict.ChangedHands _ -> Optional.of(plain(State.RUNNING, verdict.why()));
      case Verdict.LockLost(Sighting sighting, _) when runs(sighting) ->
          Optional.of(plain(State.RUNNING, verdict.why()));
      default -> Optional.empty();
    };
  }

  private static boolean runs(Sighting sighting) {
    return sighting.state() instanceof PaneState.RunsAgent
        || sighting.state() instanceof PaneState.RunsOther;
  }

  private static Condition withoutFile(Verdict verdict) {
    return alive(verdict)
        .orElseGet(() ->
            switch (verdict) {
              case Verdict.Free _, Verdict.Stale _ -> plain(State.STOPPED, verdict.why());
              default ->
                  plain(
                      State.FAILED,
                      "nothing is written down to start it again from, and " + verdict.why());
            });
  }

  private static Condition awaited(History history, BootTime due) {
    return history.standing() == History.Standing.BROKEN
        ? new Condition(
            State.FAILED,
            "the breaker is open: it was restarted too often, and then ended with " + exit(history),
            Optional.of(due))
        : new Condition(
            State.BACKING_OFF,
            "it ended with " + exit(history) + ", and waits before its next restart",
            Optional.of(due));
  }

  private static Condition over(WorkerSpec spec) {
    History history = spec.history();
    if (spec.desired() == Desired.DOWN) {
      return plain(State.STOPPED, "it was stopped");
    }
    if (history.standing() == History.Standing.FINISHED) {
      return plain(State.FINISHED, "its agent ended with " + exit(history));
    }
    return spec.policy().restart() == Restart.NEVER
        ? plain(
            State.FAILED,
            "its agent ended with " + exit(history) + ", and its policy is never to restart")
        : plain(State.FAILED, "its agent ended with " + exit(history));
  }

  /** A worker that is wanted comes back when the time is over. */
  private static Condition reserved(
      Verdict.Reserved reserved, Optional<WorkerSpec> spec, BootTime now) {
    return new Condition(
        reserved.session() instanceof SessionLeg.There ? State.HELD : State.RESERVED,
        reserved.why(),
        isWanted(spec) && Remedy.of(reserved, spec, now) instanceof Remedy.KeepOut(_, var due)
            ? due
            : Optional.empty());
  }

  private static Condition held(Verdict verdict) {
    return plain(State.HELD, "another program took its lock: " + verdict.why());
  }

  private static boolean isStrangers(LockReading.Present lock) {
    return lock.lock().isStrangers();
  }

  private static boolean isWanted(Optional<WorkerSpec> spec) {
    return spec.filter(it -> it.desired() == Desired.UP).isPresent();
  }

  private static String exit(History history) {
    return history.lastExit().map(Exit::words).orElse("exit unknown");
  }

  private static Condition plain(State state, String reason) {
    return new Condition(state, reason, Optional.empty());
  }
}
