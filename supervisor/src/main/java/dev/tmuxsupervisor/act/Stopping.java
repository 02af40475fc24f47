package dev.tmuxsupervisor.act;

import static java.lang.System.Logger.Level.WARNING;

import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.SessionLeg;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.DiskFault;
import dev.tmuxsupervisor.process.KernelIdentity;
import dev.tmuxsupervisor.process.ProcessIdentity;
import dev.tmuxsupervisor.tmux.Guarded;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.RunMarks;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Ends what a verdict found, under the guard: agent, then session, then lock. */
final class Stopping {
  private static final System.Logger LOGGER = System.getLogger("dev.tmuxsupervisor.act");

  private final Look look;
  private final Recoverer.Autopsy autopsy;
  private final Function<TmuxSocket, Tmux> doors;
  private final Worker worker;
  private final Guard guard;

  Stopping(
      Look look,
      Function<TmuxSocket, Tmux> doors,
      Recoverer.Autopsy autopsy,
      Worker worker,
      Guard guard) {
    this.look = look;
    this.autopsy = autopsy;
    this.doors = doors;
    this.worker = worker;
    this.guard = guard;
  }

  StopOutcome stop(Verdict verdict, Optional<WorkerSpec> spec, Duration grace)
      throws IOException, InterruptedException {
    return switch (verdict) {
      case Verdict.Free free -> new StopOutcome.NothingRan(free);
      case Verdict.LockLost(Sighting sighting, _) when spec.isPresent() ->
          end(
              spec,
              verdict,
              new Adoption(worker, guard).adopt(spec, Optional.empty(), sighting),
              grace);
      case Verdict.ChangedHands(LockReading.Present lock, Sighting sighting, _) when isOurs(lock) ->
          end(
              spec,
              verdict,
              new Adoption(worker, guard).adopt(spec, Optional.of(lock), sighting),
              grace);
      case Verdict.Held(LockReading.Present lock, _, _) when isOurs(lock) ->
          end(spec, verdict, lock.lock(), grace);
      case Verdict.OrphanedSession(LockReading.Present lock, _, _) when isOurs(lock) ->
          end(spec, verdict, lock.lock(), grace);
      case Verdict.OrphanedProcess(LockReading.Present lock, _) when isOurs(lock) ->
          end(spec, verdict, lock.lock(), grace);
      case Verdict.Stale(LockReading.Present lock, _) when isOurs(lock) ->
          end(spec, verdict, lock.lock(), grace);
      case Verdict.Stale(LockReading.Present lock, _) -> {
        worker.lock().remove(guard, lock);
        yield new StopOutcome.NothingRan(verdict);
      }
      // A session without a lock is not forgotten: once the lock is free, it is ended.
      case Verdict.Reserved(_, SessionLeg.Gone _, _) -> new StopOutcome.NothingRan(verdict);
      case Verdict _ -> new StopOutcome.NotStopped(verdict, List.of());
    };
  }

  private StopOutcome end(
      Optional<WorkerSpec> spec, Verdict verdict, LockRecord lock, Duration grace)
      throws IOException, InterruptedException {
    Holding holding = lock.holding().orElseThrow();
    TreeEnder.Ended tree = new TreeEnder(agent(holding), holding.run()).end(grace);
    Steps.reached(Step.STOP_TREE_ENDED);
    if (!tree.remaining().isEmpty()) {
      return new StopOutcome.NotStopped(verdict, tree.remaining());
    }
    Verdict ended = judge(spec);
    if (spec.isPresent() && !holding.isClaim()) {
      record(spec.get(), lock, holding, ended);
    }
    Optional<String> session = endSession(holding, ended);
    Steps.reached(Step.STOP_SESSION_ENDED);
    Verdict after = judge(spec);
    if (!(after instanceof Verdict.Stale stale)) {
      return new StopOutcome.NotStopped(after, List.of());
    }
    worker.lock().remove(guard, stale.lock());
    Steps.reached(Step.STOP_LOCK_REMOVED);
    return new StopOutcome.Stopped(tree.ended(), session, tree.spared(), tree.killed());
  }

  private Verdict judge(Optional<WorkerSpec> spec) throws IOException {
    return Judge.judge(look.at(worker, spec, true));
  }

  /**
   * Its screen goes with the session. A run that was over before is written down already. A disk
   * without room for it is no reason to let the agent's session and lock stay.
   */
  private void record(WorkerSpec spec, LockRecord lock, Holding holding, Verdict ended)
      throws IOException, InterruptedException {
    if (holding.generation() > spec.history().ended()) {
      Optional<Sighting> pane =
          ended instanceof Verdict.OrphanedSession orphan
              ? Optional.of(orphan.sighting())
              : Optional.empty();
      try {
        new Undertaker(autopsy, doors, worker, guard).ended(lock, pane, "it was stopped");
      } catch (FileSystemException e) {
        if (DiskFault.of(e).isEmpty()) {
          throw e;
        }
        LOGGER.log(WARNING, "the end of " + worker.name() + "'s run could not be written down", e);
      }
    }
  }

  /**
   * A claim names us, and we are not what is to be ended. Pid and start of an older boot or an
   * earlier box may be anybody's in this one. In both cases processes are known by the run's mark
   * alone.
   */
  static ProcessIdentity agent(Holding holding) throws IOException {
    KernelIdentity here = KernelIdentity.read();
    boolean countsHere =
        holding.here().bootId().equals(here.bootId())
            && holding.here().pidNamespace().equals(here.pidNamespace());
    return holding.isClaim() || !countsHere
        ? new ProcessIdentity(holding.agent().pid(), 0)
        : holding.agent();
  }

  /**
   * Ends the session if it still carries our mark, tested by tmux in the same breath. A pane that
   * was moved into somebody's session, or adopted there, is ended alone. What came of it is for the
   * next look to say: an answer that is lost says nothing.
   */
  private Optional<String> endSession(Holding holding, Verdict verdict) {
    if (!(verdict instanceof Verdict.OrphanedSession(_, Sighting sighting, _))) {
      return Optional.empty();
    }
    Tmux tmux = doors.apply(sighting.socket());
    String mark = sighting.marks().getOrDefault(RunMarks.WORKER, holding.worker());
    if (isOurSession(holding, sighting) && !sighting.marks().containsKey(RunMarks.ADOPTED)) {
      tmux.killSession(
          Guarded.of(sighting.server(), sighting.session()).where(RunMarks.WORKER, mark));
      return Optional.of(sighting.name());
    }
    tmux.killPane(Guarded.of(sighting.server(), sighting.pane()).where(RunMarks.WORKER, mark));
    return Optional.empty();
  }

  /** Without a place the session was found by its mark, and nobody had the time to move it. */
  private static boolean isOurSession(Holding holding, Sighting sighting) {
    return holding
        .place()
        .filter(place -> !place.session().equals(sighting.session().toString()))
        .isEmpty();
  }

  private static boolean isOurs(LockReading.Present lock) {
    return lock.lock().holding().isPresent();
  }
}
