package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.act.Attended;
import dev.tmuxsupervisor.judge.Remedy;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;

/** What a command may ask of the loop that looks after the workers. */
public interface Supervision {
  /** The worker was just changed: watch what runs there now. Returns at once. */
  void changed(Worker worker);

  /** What would be done for the worker, from a look that changes nothing. */
  Remedy plan(Worker worker) throws IOException;

  /** Looks after the worker now, and tells what came of it. */
  Attended attend(Worker worker) throws IOException, InterruptedException;

  /**
   * Ends the worker's run and starts another, whatever back-off and breaker say; no deed where its
   * verdict forbids that.
   */
  Attended restart(Worker worker) throws IOException, InterruptedException;

  /** Goes on after a halt. */
  void resume();
}
