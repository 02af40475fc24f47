package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.Admission;
import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.tmux.Answer;
import dev.tmuxsupervisor.tmux.Guarded;
import dev.tmuxsupervisor.tmux.NoServer;
import dev.tmuxsupervisor.tmux.Reason;
import dev.tmuxsupervisor.tmux.Refused;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.Snapshot;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.tmux.Unreachable;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.RunMarks;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes a worker's lock on behalf of a program that runs in tmux already, which notices nothing:
 * spec, claim, marks, spec, lock, each safe to die after.
 *
 * <p>The first spec says that nothing is to be started: until the pane is marked the program is
 * nobody's, and a second one beside it would be the worse evil. Whoever dies before the marks
 * leaves a stale claim; whoever dies after them, a pane that the next look adopts by its mark.
 */
public final class Adopter {
  private final Look look;
  private final Function<TmuxSocket, Tmux> doors;
  private final Duration patience;

  /** Waits at most {@code patience} for the guard. */
  public Adopter(Look look, Function<TmuxSocket, Tmux> doors, Duration patience) {
    this.look = look;
    this.doors = doors;
    this.patience = patience;
  }

  /** Adopts it, or says why not; a worker that is refused is as it was. */
  public AdoptOutcome adopt(AdoptRequest wanted) throws IOException, InterruptedException {
    Worker worker = wanted.worker();
    worker.runtime().create();
    try (Guard guard = Guard.take(worker.runtime(), patience)) {
      Verdict verdict = judge(worker);
      return switch (Admission.of(verdict)) {
        case Admission.Refuse _, Admission.Respawn _ -> new AdoptOutcome.Held(verdict);
        case Admission.Adopt(Sighting sighting, var lock) ->
            isAt(sighting, wanted)
                ? finish(wanted, guard, sighting, lock)
                : new AdoptOutcome.Held(verdict);
        case Admission.Start(var stale) -> begin(wanted, guard, stale);
      };
    }
  }

  private Verdict judge(Worker worker) throws IOException {
    return Judge.judge(look.at(worker, worker.file().read(), true));
  }

  private static boolean isAt(Sighting sighting, AdoptRequest wanted) {
    return sighting.server().equals(wanted.pane().server())
        && sighting.pane().equals(wanted.pane().pane().id());
  }

  /** An earlier adoption was cut off after it had marked the pane. */
  private static AdoptOutcome finish(
      AdoptRequest wanted, Guard guard, Sighting sighting, Optional<LockReading.Present> lock)
      throws IOException {
    Worker worker = wanted.worker();
    LockRecord written = new Adoption(worker, guard).adopt(worker.file().read(), lock, sighting);
    WorkerSpec found = worker.file().read().orElseThrow();
    WorkerSpec spec = wanted.spec(found.generation(), found.run());
    worker.file().write(guard, spec);
    return new AdoptOutcome.Adopted(spec, written);
  }

  private AdoptOutcome begin(AdoptRequest wanted, Guard guard, Optional<LockReading.Present> stale)
      throws IOException {
    Optional<WorkerSpec> before = wanted.worker().file().read();
    WorkerSpec spec =
        wanted.spec(
            Spawner.nextGeneration(before, stale.map(LockReading.Present::lock)),
            WorkerSpec.newRun());
    Optional<String> pending = stale.flatMap(claim -> Spawner.pending(claim.lock(), spec));
    if (pending.isPresent()) {
      return new AdoptOutcome.Failed(pending.get(), false);
    }
    Tmux tmux = doors.apply(wanted.socket());
    return switch (tmux.snapshot(RunMarks.OPTIONS)) {
      case Running<Snapshot>(Snapshot snapshot) -> {
        Optional<RunningPane> now = wanted.pane().in(snapshot);
        yield now.isPresent()
            ? inspect(wanted, guard, before, spec, tmux, now.get())
            : new AdoptOutcome.Failed(
                "the program %d in pane %s ended"
                    .formatted(wanted.pane().pane().pid(), wanted.pane().pane().id()),
                false);
      }
      case NoServer<Snapshot>(String text) -> new AdoptOutcome.Failed(text, false);
      case Refused<Snapshot>(String text) -> new AdoptOutcome.Failed(text, false);
      case Unreachable<Snapshot>(_, String text) -> new AdoptOutcome.Failed(text, false);
    };
  }

  private static AdoptOutcome inspect(
      AdoptRequest wanted,
      Guard guard,
      Optional<WorkerSpec> before,
      WorkerSpec spec,
      Tmux tmux,
      RunningPane pane)
      throws IOException {
    RunMarks marks = Spawner.marks(wanted.worker(), spec);
    if (pane.isAnothers(marks)) {
      return new AdoptOutcome.Taken(
          "pane %s belongs to the worker %s"
              .formatted(pane.pane().id(), pane.mark(RunMarks.WORKER).orElse("of another root")));
    }
    Optional<Worker> holder = new PaneClaims(pane).holder(wanted.others());
    if (holder.isPresent()) {
      return new AdoptOutcome.Taken(
          "the lock of %s names pane %s and its process %d"
              .formatted(holder.get().name(), pane.pane().id(), pane.pane().pid()));
    }
    return take(wanted, guard, before, spec, tmux, pane);
  }

  private static AdoptOutcome take(
      AdoptRequest wanted,
      Guard guard,
      Optional<WorkerSpec> before,
      WorkerSpec spec,
      Tmux tmux,
      RunningPane pane)
      throws IOException {
    Worker worker = wanted.worker();
    LockWriter lock = new LockWriter(worker, guard);
    worker.file().write(guard, spec.with(NOT_TO_BE_STARTED));
    Steps.reached(Step.ADOPT_SPEC_WRITTEN);
    try {
      lock.claim(spec);
    } catch (IOException e) {
      lock.retract(before, spec, e);
      throw e;
    }
    Steps.reached(Step.ADOPT_CLAIMED);
    // Tested by tmux in the same breath: two workers at once cannot both get the pane.
    Guarded<dev.tmuxsupervisor.tmux.PaneId> free =
        Guarded.of(pane.server(), pane.pane().id())
            .where(RunMarks.WORKER, pane.mark(RunMarks.WORKER).orElse(""));
    Answer<ServerIdentity> answer = tmux.keep(free, marks(worker, spec));
    Steps.reached(Step.ADOPT_MARKED);
    return switch (answer) {
      case Running<ServerIdentity> _ -> marked(wanted, guard, spec, pane);
      case Refused<ServerIdentity>(String text) -> {
        lock.withdraw(before, spec);
        yield new AdoptOutcome.Failed(text, false);
      }
      case NoServer<ServerIdentity>(String text) -> {
        lock.withdraw(before, spec);
        yield new AdoptOutcome.Failed(text, false);
      }
      case Unreachable<ServerIdentity>(Reason reason, String text) ->
          switch (LostAnswer.find(tmux, pane, spec, reason)) {
            case CARRIED_OUT -> marked(wanted, guard, spec, pane);
            case LOST -> {
              lock.withdraw(before, spec);
              yield new AdoptOutcome.Failed(text, false);
            }
            case OPEN -> new AdoptOutcome.Failed(text, true);
          };
    };
  }

  private static AdoptOutcome marked(
      AdoptRequest wanted, Guard guard, WorkerSpec spec, RunningPane pane) throws IOException {
    wanted.worker().file().write(guard, spec);
    Steps.reached(Step.ADOPT_SPEC_READY);
    LockRecord written =
        new LockWriter(wanted.worker(), guard)
            .seen(spec, pane.sighting(wanted.socket()), pane.pane().pid());
    Steps.reached(Step.ADOPT_LOCKED);
    return new AdoptOutcome.Adopted(spec, written);
  }

  private static Map<String, String> marks(Worker worker, WorkerSpec spec) {
    Map<String, String> marks = new LinkedHashMap<>(Spawner.marks(worker, spec).options());
    marks.put(RunMarks.ADOPTED, "1");
    return marks;
  }

  private static final History NOT_TO_BE_STARTED =
      new History(
          History.Standing.FAILED,
          Optional.empty(),
          0,
          Duration.ZERO,
          List.of(),
          false,
          0,
          0,
          Optional.empty());
}
