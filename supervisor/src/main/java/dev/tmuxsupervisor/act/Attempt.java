package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.Admission;
import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.Remedy;
import dev.tmuxsupervisor.judge.RestartRule;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.ProcessIdentity;
import dev.tmuxsupervisor.tmux.SessionName;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.RunMarks;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One recovery under the guard: look, decide, do, until there is nothing more to do. */
final class Attempt {
  /** More than any worker needs: adopt, end the tree, bury, start. */
  private static final int ROUNDS = 6;

  private final Recoverer.Tools tools;
  private final Worker worker;
  private final Guard guard;
  private final List<Deed> deeds = new ArrayList<>();

  Attempt(Recoverer.Tools tools, Worker worker, Guard guard) {
    this.tools = tools;
    this.worker = worker;
    this.guard = guard;
  }

  Attended run() throws IOException, InterruptedException {
    Optional<WorkerSpec> spec = worker.file().read();
    Evidence first = tools.look().at(worker, spec, true);
    Verdict verdict = Judge.judge(first);
    Evidence evidence = first;
    Remedy remedy = decide(evidence, spec);
    for (int round = 0; round < ROUNDS; round++) {
      if (!act(remedy, evidence, spec)) {
        break;
      }
      spec = worker.file().read();
      // Only the file changed by a burial: what was seen a moment ago still holds.
      if (!(remedy instanceof Remedy.Bury)) {
        evidence = tools.look().at(worker, spec, true);
      }
      remedy = decide(evidence, spec);
    }
    return new Attended(first, verdict, deeds, remedy);
  }

  /**
   * Ends the run if it goes on, and starts another whatever policy and breaker say. Refuses, with
   * no deed, where the verdict does not allow it.
   */
  Attended restart() throws IOException, InterruptedException {
    Evidence first = tools.look().at(worker, worker.file().read(), true);
    Verdict verdict = Judge.judge(first);
    if (Admission.of(verdict) instanceof Admission.Adopt(Sighting sighting, var lock)) {
      deeds.add(
          new Deed.Adopted(
              new Adoption(worker, guard).adopt(worker.file().read(), lock, sighting)));
    }
    WorkerSpec spec = worker.file().read().orElseThrow();
    Evidence evidence = tools.look().at(worker, Optional.of(spec), true);
    Verdict now = Judge.judge(evidence);
    Optional<Holding> living = living(now);
    if (living.isPresent()) {
      Optional<Deed.NotStarted> obstacle = PaneKeeper.keep(tools.doors().of(spec), now);
      obstacle.ifPresent(deeds::add);
      if (obstacle.isPresent() || !endTree(living.get(), spec)) {
        return new Attended(first, verdict, deeds, new Remedy.Nothing());
      }
      evidence = tools.look().at(worker, Optional.of(spec), true);
    }
    Verdict after = Judge.judge(evidence);
    Admission admission = Admission.of(after);
    if (admission instanceof Admission.Refuse || admission instanceof Admission.Adopt) {
      if (living.isPresent()) {
        deeds.add(new Deed.NotStarted("its agent was ended: " + after.why(), false));
      }
      return new Attended(first, verdict, deeds, new Remedy.Nothing());
    }
    if (Remedy.of(after, spec.with(Desired.UP), BootTime.now())
        instanceof Remedy.Bury(LockReading.Present lock, var pane)) {
      Undertaker undertaker = undertaker(spec);
      if (living.isPresent()) {
        undertaker.ended(lock.lock(), pane, "it was restarted");
      } else {
        deeds.add(undertaker.bury(evidence, lock, pane, spec));
        spec = worker.file().read().orElseThrow();
      }
    }
    SpawnRequest again =
        SpawnRequest.again(worker, spec.with(Desired.UP), spec.history().forgiven());
    start(admission, spec, living.isPresent() ? again.resuming() : again);
    return new Attended(first, verdict, deeds, new Remedy.Nothing());
  }

  private void start(Admission admission, WorkerSpec spec, SpawnRequest again)
      throws IOException, InterruptedException {
    switch (admission) {
      case Admission.Respawn(var orphan) -> {
        if (endTree(holding(orphan.lock()), spec)) {
          done(spawner(spec).respawn(again, guard, orphan));
        }
      }
      case Admission.Start(var stale) -> {
        Optional<Holding> held = stale.flatMap(lock -> lock.lock().holding());
        if (held.isEmpty() || endTree(held.get(), spec)) {
          done(spawner(spec).start(again, guard, stale));
        }
      }
      case Admission.Adopt _, Admission.Refuse _ -> {}
    }
  }

  /** The agent of ours that has to go first. */
  private static Optional<Holding> living(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Held held -> held.lock().lock().holding();
      case Verdict.OrphanedProcess orphan -> orphan.lock().lock().holding();
      default -> Optional.empty();
    };
  }

  private static Remedy decide(Evidence evidence, Optional<WorkerSpec> spec) throws IOException {
    return Remedy.of(Judge.judge(evidence), spec, BootTime.now());
  }

  /** Whether something changed, so that another look is worth it. */
  private boolean act(Remedy remedy, Evidence evidence, Optional<WorkerSpec> spec)
      throws IOException, InterruptedException {
    return switch (remedy) {
      case Remedy.Nothing _, Remedy.Hold _, Remedy.Await _, Remedy.KeepOut _ -> false;
      case Remedy.Expire(LockReading.Present lock) -> {
        worker.lock().remove(guard, lock);
        deeds.add(new Deed.Expired(lock.lock()));
        yield true;
      }
      case Remedy.Adopt(Sighting sighting, var lock) -> {
        deeds.add(new Deed.Adopted(new Adoption(worker, guard).adopt(spec, lock, sighting)));
        yield true;
      }
      case Remedy.Rename(LockReading.Present lock, Sighting sighting) -> {
        rename(lock.lock(), sighting, spec.orElseThrow());
        yield false;
      }
      case Remedy.FinishStop(Verdict verdict) -> {
        deeds.add(new Deed.StopFinished(stop(verdict, spec.orElseThrow())));
        yield false;
      }
      case Remedy.EndTree(var orphan) -> endTree(holding(orphan.lock()), spec.orElseThrow());
      case Remedy.Bury(LockReading.Present lock, var pane) -> {
        deeds.add(undertaker(spec.orElseThrow()).bury(evidence, lock, pane, spec.orElseThrow()));
        yield true;
      }
      case Remedy.Respawn(var orphan) -> {
        again(new Admission.Respawn(orphan), spec.orElseThrow());
        yield false;
      }
      case Remedy.Start(var stale) -> {
        again(new Admission.Start(stale), spec.orElseThrow());
        yield false;
      }
    };
  }

  private static Holding holding(LockReading.Present lock) {
    return lock.lock().holding().orElseThrow();
  }

  private void rename(LockRecord lock, Sighting sighting, WorkerSpec spec) throws IOException {
    if (SessionName.isPossible(sighting.name())) {
      worker.file().write(guard, spec.inSession(sighting.name()));
    }
    worker.lock().write(guard, lock.inSession(sighting.name()));
    deeds.add(new Deed.Renamed(lock.sessionId(), sighting.name()));
  }

  private StopOutcome stop(Verdict verdict, WorkerSpec spec)
      throws IOException, InterruptedException {
    try (var _ = tools.standIns().call()) {
      return new Stopping(tools.look(), tools.doors().of(spec), tools.autopsy(), worker, guard)
          .stop(verdict, Optional.of(spec), spec.policy().stopTimeout());
    }
  }

  /** Also what a dead run left behind: beside a new one it would be a second agent. */
  private boolean endTree(Holding holding, WorkerSpec spec)
      throws IOException, InterruptedException {
    ProcessIdentity agent = Stopping.agent(holding);
    if (tools.census().isOver(agent, RunMarks.assignment(holding.run()))) {
      Steps.reached(Step.RECOVER_TREE_ENDED);
      return true;
    }
    TreeEnder.Ended tree;
    try (var _ = tools.standIns().call()) {
      tree = new TreeEnder(agent, holding.run()).end(spec.policy().stopTimeout());
    }
    if (!tree.ended().isEmpty()) {
      deeds.add(new Deed.TreeEnded(tree.ended(), tree.spared(), tree.killed()));
    }
    if (!tree.remaining().isEmpty()) {
      deeds.add(new Deed.Stuck(tree.remaining()));
    }
    Steps.reached(Step.RECOVER_TREE_ENDED);
    return tree.remaining().isEmpty();
  }

  private Undertaker undertaker(WorkerSpec spec) {
    return new Undertaker(tools.autopsy(), tools.doors().of(spec), worker, guard);
  }

  private Spawner spawner(WorkerSpec spec) {
    return new Spawner(tools.look(), tools.doors().of(spec), Duration.ZERO);
  }

  private void again(Admission admission, WorkerSpec spec)
      throws IOException, InterruptedException {
    History history = RestartRule.restarted(spec.policy(), spec.history(), BootTime.now());
    start(admission, spec, SpawnRequest.again(worker, spec, history));
  }

  private void done(SpawnOutcome outcome) {
    deeds.add(
        switch (outcome) {
          case SpawnOutcome.Started(WorkerSpec spec, LockRecord lock) ->
              new Deed.Restarted(spec, lock);
          case SpawnOutcome.Held(Verdict verdict, _) -> new Deed.NotStarted(verdict.why(), false);
          case SpawnOutcome.Failed(String reason, boolean open) ->
              new Deed.NotStarted(reason, open);
        });
  }
}
