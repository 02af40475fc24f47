package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.Origin;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.process.KernelIdentity;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes a worker down: agent, then session, then lock, so that what is left always says what runs.
 */
public final class Stopper {
  private final Look look;
  private final Recoverer.Autopsy autopsy;
  private final Function<TmuxSocket, Tmux> doors;
  private final Duration patience;

  /** Waits at most {@code patience} for the guard. */
  public Stopper(
      Look look, Function<TmuxSocket, Tmux> doors, Recoverer.Autopsy autopsy, Duration patience) {
    this.look = look;
    this.autopsy = autopsy;
    this.doors = doors;
    this.patience = patience;
  }

  /** Gives the agent {@code grace} to leave before it is killed; zero kills at once. */
  public StopOutcome stop(Worker worker, Duration grace) throws IOException, InterruptedException {
    if (!worker.runtime().exists()) {
      return new StopOutcome.NothingRan(new Verdict.Free("it was never spawned"));
    }
    try (Guard guard = Guard.take(worker.runtime(), patience)) {
      if (isElsewhere(worker.lock().read())) {
        Verdict foreign = Judge.judge(look.at(worker, worker.file().read(), true));
        return new StopOutcome.NotStopped(foreign, List.of());
      }
      Optional<WorkerSpec> spec = worker.file().read();
      if (spec.isPresent()) {
        spec = Optional.of(worker.file().writeDown(guard, spec.get()));
      }
      Steps.reached(Step.STOP_SPEC_WRITTEN);
      Verdict verdict = Judge.judge(look.at(worker, spec, true));
      return new Stopping(look, doors, autopsy, worker, guard).stop(verdict, spec, grace);
    }
  }

  /** The supervisor there would read in the worker's file that it is to be down, and end it. */
  private static boolean isElsewhere(LockReading reading) throws IOException {
    if (!(reading instanceof LockReading.Present present)) {
      return false;
    }
    Origin origin = Origin.of(present.lock(), KernelIdentity.read());
    return origin == Origin.OTHER_HOST || origin == Origin.OTHER_NAMESPACE;
  }
}
