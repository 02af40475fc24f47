package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.Admission;
import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.PaneState;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.tmux.Answer;
import dev.tmuxsupervisor.tmux.Created;
import dev.tmuxsupervisor.tmux.Guarded;
import dev.tmuxsupervisor.tmux.NewSession;
import dev.tmuxsupervisor.tmux.NoServer;
import dev.tmuxsupervisor.tmux.Reason;
import dev.tmuxsupervisor.tmux.Refused;
import dev.tmuxsupervisor.tmux.Respawn;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.SessionName;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.tmux.Unreachable;
import dev.tmuxsupervisor.worker.RunMarks;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Starts a worker's agent, if its lock allows it: spec, claim, session, lock, each safe to die
 * after.
 */
public final class Spawner {
  /** No server can have heard of the session then. */
  private static final Set<Reason> NEVER_ASKED =
      EnumSet.of(Reason.NO_CLIENT, Reason.TOO_OLD, Reason.DENIED);

  private final Look look;
  private final Function<TmuxSocket, Tmux> doors;
  private final Duration patience;

  /** Waits at most {@code patience} for the guard. */
  public Spawner(Look look, Function<TmuxSocket, Tmux> doors, Duration patience) {
    this.look = look;
    this.doors = doors;
    this.patience = patience;
  }

  /** Starts it, or says why not; a worker that is refused is as it was. */
  public SpawnOutcome spawn(SpawnRequest wanted) throws IOException, InterruptedException {
    Worker worker = wanted.worker();
    worker.runtime().create();
    try (Guard guard = Guard.take(worker.runtime(), patience)) {
      Steps.reached(Step.SPAWN_GUARDED);
      Verdict verdict = judge(worker);
      boolean adopts = Admission.of(verdict) instanceof Admission.Adopt;
      if (Admission.of(verdict) instanceof Admission.Adopt(Sighting sighting, var lock)) {
        new Adoption(worker, guard).adopt(worker.file().read(), lock, sighting);
        verdict = judge(worker);
      }
      return switch (Admission.of(verdict)) {
        case Admission.Refuse _, Admission.Adopt _ -> new SpawnOutcome.Held(verdict, adopts);
        case Admission.Respawn(Verdict.OrphanedSession orphan) -> respawn(wanted, guard, orphan);
        case Admission.Start(var stale) -> start(wanted, guard, stale);
      };
    }
  }

  private Verdict judge(Worker worker) throws IOException {
    return Judge.judge(look.at(worker, worker.file().read(), true));
  }

  /** Under the guard, after a look that found nobody. */
  SpawnOutcome start(SpawnRequest wanted, Guard guard, Optional<LockReading.Present> stale)
      throws IOException {
    Optional<WorkerSpec> last = wanted.worker().file().read();
    WorkerSpec spec = wanted.spec(nextGeneration(last, stale.map(LockReading.Present::lock)));
    Optional<String> pending = stale.flatMap(claim -> pending(claim.lock(), spec));
    if (pending.isPresent()) {
      return new SpawnOutcome.Failed(pending.get(), false);
    }
    writeSpec(wanted.worker(), guard, spec);
    LockWriter lock = new LockWriter(wanted.worker(), guard);
    try {
      lock.claim(spec);
    } catch (IOException e) {
      lock.retract(last, spec, e); // else it would be started later, after its spawn was refused
      throw e;
    }
    Steps.reached(Step.SPAWN_CLAIMED);
    NewSession session =
        NewSession.of(
                new SessionName(spec.session()), wanted.worker().directory(), wanted.command())
            .withEnvironment(environment(wanted.worker(), spec))
            .withUserOptions(marks(wanted.worker(), spec).options());
    Answer<Created> answer = doors.apply(new TmuxSocket(spec.socket())).newSession(session);
    Steps.reached(Step.SPAWN_SESSION_CREATED);
    return switch (answer) {
      case Running<Created>(Created created) -> {
        LockRecord written = lock.created(spec, created);
        Steps.reached(Step.SPAWN_LOCKED);
        yield new SpawnOutcome.Started(spec, written);
      }
      case Refused<Created>(String text) -> refused(wanted.worker(), guard, last, spec, text);
      case Unreachable<Created>(Reason reason, String text) when NEVER_ASKED.contains(reason) ->
          refused(wanted.worker(), guard, last, spec, text);
      case Unreachable<Created>(_, String text) -> unanswered(wanted.worker(), guard, spec, text);
      case NoServer<Created>(String text) -> new SpawnOutcome.Failed(text, true);
    };
  }

  /**
   * The session may be there without an answer, or come to be later; then the claim waits for it.
   */
  private SpawnOutcome unanswered(Worker worker, Guard guard, WorkerSpec spec, String text)
      throws IOException {
    if (judge(worker) instanceof Verdict.ChangedHands(var lock, Sighting sighting, _)) {
      LockRecord written =
          new Adoption(worker, guard).adopt(Optional.of(spec), Optional.of(lock), sighting);
      Steps.reached(Step.SPAWN_LOCKED);
      return new SpawnOutcome.Started(spec, written);
    }
    return new SpawnOutcome.Failed(text, true);
  }

  /** Under the guard, after a look that found the agent dead and its pane kept. */
  SpawnOutcome respawn(SpawnRequest wanted, Guard guard, Verdict.OrphanedSession orphan)
      throws IOException {
    Worker worker = wanted.worker();
    LockRecord locked = orphan.lock().lock();
    Sighting sighting = orphan.sighting();
    if (!sighting.socket().path().equals(wanted.socket().path())) {
      // Asked for another server, while the old session lives.
      return new SpawnOutcome.Held(orphan, false);
    }
    Optional<WorkerSpec> last = worker.file().read();
    WorkerSpec spec =
        wanted.spec(nextGeneration(last, Optional.of(locked))).inSession(sighting.name());
    writeSpec(worker, guard, spec);
    Respawn respawn =
        Respawn.of(worker.directory(), wanted.command())
            .withEnvironment(environment(worker, spec))
            .withUserOptions(unset(sighting, marks(worker, spec).options()));
    Answer<Long> answer =
        doors
            .apply(sighting.socket())
            .respawn(
                Guarded.of(sighting.server(), sighting.pane()),
                sighting.state() instanceof PaneState.Dead ? respawn : respawn.killing());
    Steps.reached(Step.SPAWN_SESSION_CREATED);
    return switch (answer) {
      case Running<Long>(Long pid) -> {
        LockRecord written = new LockWriter(worker, guard).seen(spec, sighting, pid);
        Steps.reached(Step.SPAWN_LOCKED);
        yield new SpawnOutcome.Started(spec, written);
      }
      case Refused<Long>(String text) -> new SpawnOutcome.Failed(text, false);
      case Unreachable<Long>(_, String text) -> new SpawnOutcome.Failed(text, true);
      case NoServer<Long>(String text) -> new SpawnOutcome.Failed(text, true);
    };
  }

  /** Those that the pane does not bear yet: its worker, for one, stays the same. */
  private static Map<String, String> unset(Sighting sighting, Map<String, String> marks) {
    Map<String, String> unset = new LinkedHashMap<>(marks);
    unset.entrySet().removeIf(it -> it.getValue().equals(sighting.marks().get(it.getKey())));
    return unset;
  }

  private static void writeSpec(Worker worker, Guard guard, WorkerSpec spec) throws IOException {
    worker.file().write(guard, spec);
    Steps.reached(Step.SPAWN_SPEC_WRITTEN);
  }

  /**
   * A spawn that was cut off may have left a client with its request on the way. tmux refuses a
   * second session of the same name, but not one of another.
   */
  static Optional<String> pending(LockRecord stale, WorkerSpec wanted) {
    return stale
        .holding()
        .filter(Holding::isClaim)
        .filter(claim ->
            !stale.sessionId().equals(wanted.session()) || !claim.socket().equals(wanted.socket()))
        .map(claim ->
            "an earlier spawn was cut off, and its session %s on %s may still come to be"
                .formatted(stale.sessionId(), claim.socket()));
  }

  /**
   * tmux said no, so there is nothing that the claim could stand for; unless it said so because an
   * earlier spawn that was cut off came to its end after all.
   */
  private SpawnOutcome refused(
      Worker worker, Guard guard, Optional<WorkerSpec> before, WorkerSpec spec, String text)
      throws IOException {
    new LockWriter(worker, guard).withdraw(before, spec);
    if (Admission.of(judge(worker)) instanceof Admission.Adopt(Sighting sighting, var lock)) {
      new Adoption(worker, guard).adopt(worker.file().read(), lock, sighting);
      return new SpawnOutcome.Held(judge(worker), true);
    }
    return new SpawnOutcome.Failed(text, false);
  }

  static long nextGeneration(Optional<WorkerSpec> last, Optional<LockRecord> lock) {
    long ofLock = lock.flatMap(LockRecord::holding).map(Holding::generation).orElse(0L);
    return Math.max(last.map(WorkerSpec::generation).orElse(0L), ofLock) + 1;
  }

  static RunMarks marks(Worker worker, WorkerSpec spec) {
    return new RunMarks(worker.name(), worker.directory(), spec.generation(), spec.run());
  }

  private static Map<String, String> environment(Worker worker, WorkerSpec spec) {
    Map<String, String> environment = new LinkedHashMap<>(spec.environment());
    environment.putAll(marks(worker, spec).environment());
    return environment;
  }

  /** What {@link #spawn} would do to a worker that is free: the tmux commands, without secrets. */
  public String preview(SpawnRequest wanted) throws IOException {
    Optional<WorkerSpec> last = wanted.worker().file().read();
    WorkerSpec spec = wanted.spec(nextGeneration(last, Optional.empty()));
    List<String> argv = wanted.command();
    return doors
        .apply(new TmuxSocket(spec.socket()))
        .preview(
            NewSession.of(new SessionName(spec.session()), wanted.worker().directory(), argv)
                .withEnvironment(environment(wanted.worker(), spec))
                .withUserOptions(marks(wanted.worker(), spec).options()));
  }
}
