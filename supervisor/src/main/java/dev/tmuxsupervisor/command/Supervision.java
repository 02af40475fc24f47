package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.act.Attended;
import dev.tmuxsupervisor.judge.Remedy;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What a command may ask of the loop that looks after the workers. */
public interface Supervision {
  /** The tmux server there, with the clients that all of this process share. */
  Tmux door(TmuxSocket socket);

  /** A command begins to start the worker: nobody needs to hear of each file that it writes. */
  void starting(Worker worker);

  /** The worker was just changed: watch what runs there now. Returns at once. */
  void changed(Worker worker);

  /** A command begins to change the worker, which may take its time. Returns at once. */
  void changing(Worker worker);

  /** What would be done for the worker, from a look that changes nothing. */
  Remedy plan(Worker worker) throws IOException;

  /** Looks after the worker now, and tells what came of it. */
  Attended attend(Worker worker) throws IOException, InterruptedException;

  /**
   * Ends the worker's run and starts another, whatever back-off and breaker say; no deed where its
   * verdict forbids that.
   */
  Attended restart(Worker worker) throws IOException, InterruptedException;

  /**
   * Waits until what is known of any worker has changed, or the time is over.
   *
   * @param seen what this answered before; 0 at first
   * @return a number that is another one after each change
   */
  long awaitChange(long seen, Duration atMost) throws InterruptedException;

  /** What is wrong with the user's own file, in words for a person. */
  Optional<String> complaint() throws InterruptedException;

  /** Goes on after a halt. */
  void resume();
}
