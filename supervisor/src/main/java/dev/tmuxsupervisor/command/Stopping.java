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

/** Takes one worker down, and writes down what came of it. */
final class Stopping {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Stopping() {}

  static StopOutcome run(Desk desk, Worker worker, Duration grace)
      throws IOException, InterruptedException {
    Stopper stopper = new Stopper(desk::look, desk.surroundings().doors(), PATIENCE);
    StopOutcome outcome = Undisturbed.run(() -> stopper.stop(worker, grace));
    desk.journal("stop", worker, details(outcome));
    return outcome;
  }

  static CommandFailure failure(Worker worker, StopOutcome.NotStopped outcome) {
    if (!outcome.remaining().isEmpty()) {
      return new CommandFailure(
          ErrorCode.NOT_STOPPED,
          worker.name() + " still has " + words(outcome.remaining()) + "; its lock stays",
          "try again: supervisor stop --kill " + worker.name());
    }
    Verdict verdict = outcome.verdict();
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

  static String words(List<ProcStat> processes) {
    return processes.stream()
        .map(process -> process.pid() + " (" + Printable.of(process.comm()) + ")")
        .collect(Collectors.joining(", "));
  }

  static ObjectNode details(StopOutcome outcome) {
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
