package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.Cause;
import dev.tmuxsupervisor.judge.Epitaph;
import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.judge.Origin;
import dev.tmuxsupervisor.judge.RestartRule;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.Liveness;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.RunRecord;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** Writes down that a run ended, how, and what is to come. */
final class Undertaker {
  private final Recoverer.Autopsy autopsy;
  private final Function<TmuxSocket, Tmux> doors;
  private final Worker worker;
  private final Guard guard;

  Undertaker(
      Recoverer.Autopsy autopsy, Function<TmuxSocket, Tmux> doors, Worker worker, Guard guard) {
    this.autopsy = autopsy;
    this.doors = doors;
    this.worker = worker;
    this.guard = guard;
  }

  /** Writes down the end of a run, and what its worker's policy makes of it. */
  Deed.Buried bury(
      Evidence evidence, LockReading.Present present, Optional<Sighting> pane, WorkerSpec spec)
      throws IOException, InterruptedException {
    Holding holding = present.lock().holding().orElseThrow();
    Cause cause = cause(evidence, present.lock(), holding, pane);
    BootTime now = BootTime.now();
    Optional<Duration> lasted = lasted(holding, cause, now);
    RunRecord record = record(present.lock(), lasted, epitaph(pane), cause.words());
    History next =
        RestartRule.ended(
            spec.policy(),
            spec.history(),
            new RestartRule.End(holding.generation(), record.exit(), cause, lasted),
            now,
            ThreadLocalRandom.current().nextDouble(-1, 1));
    worker.file().write(guard, spec.with(next));
    Steps.reached(Step.RECOVER_BURIED);
    return new Deed.Buried(record, next);
  }

  /** Writes down the end of a run that the user wanted; nothing follows from it. */
  RunRecord ended(LockRecord lock, Optional<Sighting> pane, String cause)
      throws IOException, InterruptedException {
    Holding holding = lock.holding().orElseThrow();
    Optional<Duration> lasted = lasted(holding, Cause.AGENT_ENDED, BootTime.now());
    return record(lock, lasted, epitaph(pane), cause);
  }

  private Epitaph epitaph(Optional<Sighting> pane) throws IOException, InterruptedException {
    return pane.isPresent()
        ? autopsy.of(pane.get(), doors.apply(pane.get().socket()))
        : Epitaph.NONE;
  }

  private RunRecord record(
      LockRecord lock, Optional<Duration> lasted, Epitaph epitaph, String cause)
      throws IOException {
    Holding holding = lock.holding().orElseThrow();
    Instant ended = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    RunRecord record =
        new RunRecord(
            holding.generation(),
            holding.run(),
            lock.pid(),
            lasted.map(duration -> ended.minus(duration.truncatedTo(ChronoUnit.MILLIS))),
            ended,
            lasted,
            epitaph.exit(),
            cause,
            epitaph.lastLines());
    worker.runs().add(guard, record);
    return record;
  }

  private static Cause cause(
      Evidence evidence, LockRecord lock, Holding holding, Optional<Sighting> pane) {
    Origin origin = Origin.of(lock, evidence.here());
    if (origin == Origin.OLDER_BOOT) {
      return Cause.REBOOT;
    }
    if (origin == Origin.EARLIER_BOX) {
      return Cause.BOX_RESTARTED;
    }
    if (pane.isPresent()) {
      return Cause.AGENT_ENDED;
    }
    boolean serverEnded =
        holding
            .place()
            .filter(place -> ProcessTable.probe(place.server()) instanceof Liveness.Dead)
            .isPresent();
    return serverEnded ? Cause.TMUX_ENDED : Cause.SESSION_KILLED;
  }

  /** The kernel counts a process's start on the clock that nobody sets: proc_pid_stat(5). */
  private static Optional<Duration> lasted(Holding holding, Cause cause, BootTime now) {
    if (cause.isRestart() || holding.agent().startTicks() == 0) {
      return Optional.empty();
    }
    Duration lasted = now.since().minus(holding.agent().startedAfterBoot());
    return lasted.isNegative() ? Optional.empty() : Optional.of(lasted);
  }
}
