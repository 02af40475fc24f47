package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.act.StopOutcome;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "stop",
    description =
        "End a worker's agent with everything it started, then its session, then its lock.")
final class Stop extends WorkerVerb {
  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      description =
          "How long it may take to leave before it is killed. Default: its --stop-timeout, 10s.")
  private Optional<Duration> timeout = Optional.empty();

  @Option(names = "--kill", description = "Kill at once.")
  private boolean kill;

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    Worker worker = new WorkerFinder(desk, root).known(name);
    StopOutcome outcome = Stopping.run(desk, worker, kill ? Duration.ZERO : timeout(worker));
    if (outcome instanceof StopOutcome.NotStopped failed) {
      throw Stopping.failure(worker, failed);
    }
    if (json()) {
      ObjectNode data = JsonFields.object().put("worker", worker.name().text());
      data.setAll(Stopping.details(outcome));
      return desk.json("stop", data, List.of());
    }
    print(desk, worker, outcome);
    return 0;
  }

  private Duration timeout(Worker worker) throws CommandFailure {
    return timeout.isPresent()
        ? timeout.get()
        : WorkerFinder.spec(worker).map(WorkerSpec::policy).orElse(Policy.DEFAULT).stopTimeout();
  }

  private static void print(Desk desk, Worker worker, StopOutcome outcome) {
    switch (outcome) {
      case StopOutcome.NothingRan(Verdict verdict) ->
          desk.say(worker.name() + " was not running: " + Printable.of(verdict.why()));
      case StopOutcome.Stopped(var ended, var session, var spared, boolean killed) -> {
        desk.say(worker.name() + " stopped");
        desk.say(
            "  ended    " + (ended.isEmpty() ? "nothing: it was over" : Stopping.words(ended)));
        if (killed) {
          desk.say("           some did not leave in time and were killed");
        }
        session.ifPresent(name -> desk.say("  session  " + Printable.of(name)));
        desk.say("  lock     released");
        if (!spared.isEmpty()) {
          desk.say(
              "  left     " + Stopping.words(spared) + ", in a tmux server that the agent started");
        }
      }
      case StopOutcome.NotStopped _ -> throw new IllegalStateException("told as a failure");
    }
  }
}
