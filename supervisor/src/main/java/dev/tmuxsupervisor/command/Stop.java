package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.act.StopOutcome;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "stop",
    description =
        "End a worker's agent with everything it started, then its session, then its lock.",
    footer = {"  supervisor stop crew/dave", "  supervisor stop 'crew/*' --timeout 30s"})
final class Stop extends WorkersVerb {
  private static final int AT_ONCE = 8;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      description =
          "How long it may take to leave before it is killed. Default: what its spawn said by --stop-timeout, else 10s.")
  private Optional<Duration> timeout = Optional.empty();

  @Option(names = "--kill", description = "Kill at once.")
  private boolean kill;

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    return each(desk, "stop", AT_ONCE, worker -> stop(desk, worker));
  }

  private EachWorker.Done stop(Desk desk, Worker worker)
      throws CommandFailure, IOException, InterruptedException {
    Duration grace = kill ? Duration.ZERO : timeout.orElseGet(policy(worker)::stopTimeout);
    StopOutcome outcome = Stopping.run(desk, worker, grace);
    return new EachWorker.Done(StopReport.lines(worker, outcome), StopReport.json(outcome));
  }

  private static Policy policy(Worker worker) throws CommandFailure {
    return WorkerFinder.spec(worker).map(WorkerSpec::policy).orElse(Policy.DEFAULT);
  }
}
