package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.Remedy;
import dev.tmuxsupervisor.judge.SessionLeg;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.lock.Reservation;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.KernelIdentity;
import dev.tmuxsupervisor.process.Libc;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Takes a worker's lock for somebody who keeps agents out by hand. All of it happens under one
 * guard: between the end of an agent and the lock nobody else gets in.
 */
public final class Reserver {
  private final Look look;
  private final Function<TmuxSocket, Tmux> doors;
  private final Recoverer.Autopsy autopsy;
  private final Duration patience;

  /** Waits at most {@code patience} for the guard. */
  public Reserver(
      Look look, Function<TmuxSocket, Tmux> doors, Recoverer.Autopsy autopsy, Duration patience) {
    this.look = look;
    this.doors = doors;
    this.autopsy = autopsy;
    this.patience = patience;
  }

  /** Takes it, or says why not. */
  public ReserveOutcome reserve(ReserveRequest wanted) throws IOException, InterruptedException {
    Worker worker = wanted.worker();
    worker.runtime().create();
    try (Guard guard = Guard.take(worker.runtime(), patience)) {
      Evidence evidence = look.at(worker, worker.file().read(), true);
      Verdict verdict = Judge.judge(evidence);
      return switch (verdict) {
        case Verdict.Free _ -> take(wanted, guard, Optional.empty(), Optional.empty());
        case Verdict.Stale _ -> {
          bury(worker, guard, evidence, verdict);
          yield take(wanted, guard, Optional.empty(), Optional.empty());
        }
        case Verdict.Reserved(
                LockReading.Present lock,
                SessionLeg.There(Sighting sighting, String how),
                _)
            when wanted.force() ->
            fence(wanted, guard, new Verdict.LockLost(sighting, how), lock.lock().reservation());
        case Verdict.Reserved(LockReading.Present lock, _, _) when wanted.force() ->
            take(wanted, guard, Optional.empty(), lock.lock().reservation());
        case Verdict _ when wanted.force() && isOurs(verdict) ->
            fence(wanted, guard, verdict, Optional.empty());
        case Verdict.Reserved _ -> new ReserveOutcome.Refused(verdict, true);
        case Verdict _ -> new ReserveOutcome.Refused(verdict, isOurs(verdict));
      };
    }
  }

  /** Whether an agent of ours is there that can be ended. */
  private static boolean isOurs(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Held held -> isOurs(held.lock());
      case Verdict.ChangedHands changed -> isOurs(changed.lock());
      case Verdict.OrphanedSession orphan -> isOurs(orphan.lock());
      case Verdict.OrphanedProcess orphan -> isOurs(orphan.lock());
      case Verdict.LockLost _ -> true;
      default -> false;
    };
  }

  private static boolean isOurs(LockReading.Present lock) {
    return lock.lock().holding().isPresent();
  }

  /** The lock would be gone with the one thing that tells of that run. */
  private void bury(Worker worker, Guard guard, Evidence evidence, Verdict verdict)
      throws IOException, InterruptedException {
    Optional<WorkerSpec> spec = worker.file().read();
    if (spec.isPresent()
        && Remedy.of(verdict, spec.get(), BootTime.now())
            instanceof Remedy.Bury(LockReading.Present lock, var pane)) {
      new Undertaker(autopsy, doors, worker, guard).bury(evidence, lock, pane, spec.get());
    }
  }

  /** Ends the agent as a stop does, and takes the lock only where a look finds nobody after it. */
  private ReserveOutcome fence(
      ReserveRequest wanted, Guard guard, Verdict verdict, Optional<Reservation> before)
      throws IOException, InterruptedException {
    Worker worker = wanted.worker();
    Optional<WorkerSpec> spec = worker.file().read().map(last -> last.with(Desired.DOWN));
    if (spec.isPresent()) {
      worker.file().write(guard, spec.get());
    }
    Steps.reached(Step.STOP_SPEC_WRITTEN);
    Duration grace = spec.map(WorkerSpec::policy).orElse(Policy.DEFAULT).stopTimeout();
    return switch (new Stopping(look, doors, autopsy, worker, guard).stop(verdict, spec, grace)) {
      case StopOutcome.NotStopped(Verdict left, var remaining) ->
          new ReserveOutcome.NotFenced(left, remaining);
      case StopOutcome.NothingRan(Verdict left) -> new ReserveOutcome.NotFenced(left, List.of());
      case StopOutcome.Stopped stopped -> {
        Verdict after = Judge.judge(look.at(worker, spec, true));
        yield after instanceof Verdict.Free
            ? take(wanted, guard, Optional.of(stopped), before)
            : new ReserveOutcome.NotFenced(after, List.of());
      }
    };
  }

  private static ReserveOutcome take(
      ReserveRequest wanted,
      Guard guard,
      Optional<StopOutcome.Stopped> fenced,
      Optional<Reservation> before)
      throws IOException {
    Worker worker = wanted.worker();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    BootTime booted = BootTime.now();
    Reservation reservation =
        new Reservation(
            UUID.randomUUID().toString().replace("-", ""),
            worker.name().text(),
            wanted.who(),
            wanted.reason(),
            KernelIdentity.read(),
            Libc.effectiveUid(),
            wanted.ttl().map(ttl -> new Reservation.End(now.plus(ttl), booted.plus(ttl))));
    Steps.reached(Step.RESERVE_READY);
    worker.lock().write(guard, LockRecord.byHand(now, reservation));
    Steps.reached(Step.RESERVE_LOCKED);
    return new ReserveOutcome.Reserved(reservation, fenced, before);
  }
}
