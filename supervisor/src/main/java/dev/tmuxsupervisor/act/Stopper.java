package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.time.Duration;
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
      Optional<WorkerSpec> spec = worker.file().read();
      if (spec.isPresent()) {
        spec = Optional.of(worker.file().writeDown(guard, spec.get()));
      }
      Steps.reached(Step.STOP_SPEC_WRITTEN);
      Verdict verdict = Judge.judge(look.at(worker, spec, true));
      return new Stopping(look, doors, autopsy, worker, guard).stop(verdict, spec, grace);
    }
  }
}
