package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.act.StopOutcome;
import dev.tmuxsupervisor.act.Stopper;
import dev.tmuxsupervisor.observe.Autopsy;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.time.Duration;

/** Takes one worker down, and writes down what came of it. */
final class Stopping {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Stopping() {}

  static StopOutcome run(Desk desk, Worker worker, Duration grace)
      throws IOException, InterruptedException {
    Stopper stopper = new Stopper(desk::look, desk.surroundings().doors(), Autopsy::of, PATIENCE);
    desk.supervision().changing(worker);
    StopOutcome outcome = Undisturbed.run(() -> stopper.stop(worker, grace));
    desk.supervision().changed(worker);
    desk.journal("stop", worker, StopReport.json(outcome));
    return outcome;
  }
}
