package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.act.StopOutcome;
import dev.tmuxsupervisor.act.Stopper;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.process.ProcStat;
import dev.tmuxsupervisor.publish.EvidenceJson;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "stop",
    description =
        "End a worker's agent with everything it started, then its session, then its lock.")
final class Stop extends WorkerVerb {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      defaultValue = "10s",
      description = "How long it may take to leave before it is killed. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofSeconds(10);

  @Option(names = "--kill", description = "Kill at once.")
  private boolean kill;

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    Worker worker = new WorkerFinder(desk, root).known(name);
    Stopper stopper = new Stopper(desk::look, desk.surroundings().doors(), PATIENCE);
    StopOutcome outcome =
        Undisturbed.run(() -> stopper.stop(worker, kill ? Duration.ZERO : timeout));
    ObjectNode details = details(outcome);
    desk.journal("stop", worker, details);
    if (outcome instanceof StopOutcome.NotStopped(Verdict verdict, List<ProcStat> remaining)) {
      throw notStopped(worker, verdict, remaining);
    }
    if (json()) {
      ObjectNode data = JsonFields.object().put("worker", worker.name().text());
      data.setAll(details);
      return desk.json("stop", data, List.of());
    }
    print(desk, worker, outcome);
    return 0;
  }

  private static void print(Desk desk, Worker worker, StopOutcome outcome) {
    switch (outcome) {
      case StopOutcome.NothingRan(Verdict verdict) ->
          desk.say(worker.name() + " was not running: " + Printable.of(verdict.why()));
      case StopOutcome.Stopped(var ended, var session, var spared, boolean killed) -> {
        desk.say(worker.name() + " stopped");
        desk.say("  ended    " + (ended.isEmpty() ? "nothing: it was over" : words(ended)));
        if (killed) {
          desk.say("           some did not leave in time and were killed");
        }
        session.ifPresent(name -> desk.say("  session  " + Printable.of(name)));
        desk.say("  lock     released");
        if (!spared.isEmpty()) {
          desk.say("  left     " + words(spared) + ", in a tmux server that the agent started");
        }
      }
      case StopOutcome.NotStopped _ -> throw new IllegalStateException("told as a failure");
    }
  }

  private static CommandFailure notStopped(
      Worker worker, Verdict verdict, List<ProcStat> remaining) {
    if (!remaining.isEmpty()) {
      return new CommandFailure(
          ErrorCode.NOT_STOPPED,
          worker.name() + " still has " + words(remaining) + "; its lock stays",
          "try again: supervisor stop --kill " + worker.name());
    }
    return isOurs(verdict)
        ? new CommandFailure(
            ErrorCode.NOT_STOPPED,
            worker.name() + " is not down yet, and its lock stays: " + Printable.of(verdict.why()),
            "see the evidence: supervisor why " + worker.name())
        : Refusals.of(worker.name(), verdict);
  }

  /** What is not ours was never to be stopped. */
  private static boolean isOurs(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Held(LockReading.Present lock, _, _) -> lock.lock().holding().isPresent();
      case Verdict.OrphanedSession(LockReading.Present lock, _, _) ->
          lock.lock().holding().isPresent();
      default -> false;
    };
  }

  private static String words(List<ProcStat> processes) {
    return processes.stream()
        .map(process -> process.pid() + " (" + Printable.of(process.comm()) + ")")
        .collect(Collectors.joining(", "));
  }

  private static ObjectNode details(StopOutcome outcome) {
    ObjectNode json = JsonFields.object();
    return switch (outcome) {
      case StopOutcome.NothingRan(Verdict verdict) ->
          json.put("outcome", "nothing_ran").put("why", verdict.why());
      case StopOutcome.NotStopped(Verdict verdict, List<ProcStat> remaining) -> {
        put(json, "remaining", remaining);
        yield json.put("outcome", "not_stopped")
            .put("verdict", EvidenceJson.name(verdict))
            .put("why", verdict.why());
      }
      case StopOutcome.Stopped(var ended, Optional<String> session, var spared, boolean killed) -> {
        put(json, "ended", ended);
        put(json, "left", spared);
        session.ifPresent(name -> json.put("session", name));
        yield json.put("outcome", "stopped").put("killed", killed);
      }
    };
  }

  private static void put(ObjectNode json, String field, List<ProcStat> processes) {
    var array = json.putArray(field);
    processes.forEach(
        process -> array.addObject().put("pid", process.pid()).put("command", process.comm()));
  }
}
