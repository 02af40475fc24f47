package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.Epitaph;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.process.RunCensus;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.RunMarks;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;

/**
 * Does for a worker what it needs by itself: keeps its lock true, writes down a run that ended, and
 * starts it again when that is due.
 */
public final class Recoverer {
  private final Tools tools;

  /** Finds out how the run of a dead pane ended; may ask tmux, and wait a little for it. */
  @FunctionalInterface
  public interface Autopsy {
    Epitaph of(Sighting sighting, Tmux tmux) throws IOException, InterruptedException;
  }

  /** Opens tmux servers in the surroundings that a worker was spawned in. */
  @FunctionalInterface
  public interface Doors {
    Function<TmuxSocket, Tmux> of(WorkerSpec spec);
  }

  /** What recovery works with. */
  record Tools(Look look, Doors doors, Autopsy autopsy, RunCensus census, StandIns standIns) {}

  /**
   * Looks, opens and finds out with these.
   *
   * @param standIns called while old runs end
   */
  public Recoverer(Look look, Doors doors, Autopsy autopsy, StandIns standIns) {
    this.tools = new Tools(look, doors, autopsy, new RunCensus(RunMarks.assignment("")), standIns);
  }

  /**
   * Looks under the guard and does what is to be done. The caller has seen before that something
   * may be; this is the look that confirms it. Waits at most {@code patience} for the guard.
   */
  public Attended attend(Worker worker, Duration patience)
      throws IOException, InterruptedException {
    try (Guard guard = Guard.take(worker.runtime(), patience)) {
      return new Attempt(tools, worker, guard).run();
    }
  }

  /**
   * Ends the worker's run if it goes on and starts another, as its user asked: history is forgiven,
   * back-off and breaker start anew. No deed where the verdict forbids it. The worker must have
   * been spawned before. Waits at most {@code patience} for the guard.
   */
  public Attended restart(Worker worker, Duration patience)
      throws IOException, InterruptedException {
    try (Guard guard = Guard.take(worker.runtime(), patience)) {
      return new Attempt(tools, worker, guard).restart();
    }
  }
}
