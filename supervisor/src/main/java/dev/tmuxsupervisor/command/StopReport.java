package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.act.StopOutcome;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.process.ProcStat;
import dev.tmuxsupervisor.publish.EvidenceJson;
import dev.tmuxsupervisor.worker.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells what a stop led to. */
final class StopReport {
  private StopReport() {}

  /** In words; a worker that is not down is a failure. */
  static List<String> lines(Worker worker, StopOutcome outcome) throws CommandFailure {
    List<String> lines = new ArrayList<>();
    switch (outcome) {
      case StopOutcome.NothingRan(Verdict verdict) ->
          lines.add(worker.name() + " was not running: " + Printable.of(verdict.why()));
      case StopOutcome.Stopped(var ended, var session, var spared, boolean killed) -> {
        lines.add(worker.name() + " stopped");
        lines.add("  ended    " + (ended.isEmpty() ? "nothing: it was over" : words(ended)));
        if (killed) {
          lines.add("           some did not leave in time and were killed");
        }
        session.ifPresent(name -> lines.add("  session  " + Printable.of(name)));
        lines.add("  lock     released");
        if (!spared.isEmpty()) {
          lines.add("  left     " + words(spared) + ", in a tmux server that the agent started");
        }
      }
      case StopOutcome.NotStopped(Verdict verdict, List<ProcStat> remaining) ->
          throw notStopped(worker, verdict, remaining);
    }
    return lines;
  }

  static CommandFailure notStopped(Worker worker, Verdict verdict, List<ProcStat> remaining)
      throws CommandFailure {
    if (!remaining.isEmpty()) {
      return new CommandFailure(
          ErrorCode.NOT_STOPPED,
          worker.name() + " still has " + words(remaining) + "; its lock stays",
          "try again: supervisor stop --kill " + worker.name());
    }
    if (verdict instanceof Verdict.Unknown && WorkerFinder.spec(worker).isPresent()) {
      return new CommandFailure(
          ErrorCode.LOCK_UNKNOWN,
          worker.name()
              + " is wanted down from now on, but cannot be judged: "
              + Printable.of(verdict.why()),
          "it is stopped once it can; or keep it: supervisor restart " + worker.name());
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

  static String words(List<ProcStat> processes) {
    return processes.stream()
        .map(process -> process.pid() + " (" + Printable.of(process.comm()) + ")")
        .collect(Collectors.joining(", "));
  }

  /** For programs and the journal. */
  static ObjectNode json(StopOutcome outcome) {
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
