package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.act.ReserveOutcome;
import dev.tmuxsupervisor.act.ReserveRequest;
import dev.tmuxsupervisor.act.StopOutcome;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.Reservation;
import dev.tmuxsupervisor.process.ProcStat;
import dev.tmuxsupervisor.publish.EvidenceJson;
import dev.tmuxsupervisor.worker.Worker;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells what came of a lock that somebody wanted to take by hand. */
final class AcquireReport {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private AcquireReport() {}

  static List<String> lines(Worker worker, ReserveOutcome.Reserved reserved, ZoneId zone) {
    Reservation lock = reserved.reservation();
    List<String> lines = new ArrayList<>();
    lines.add(worker.name() + " is kept by hand");
    lines.add("  by       " + lock.who());
    lines.add("  reason   " + lock.reason());
    lines.add(
        "  until    "
            + lock.end()
                .map(end -> TIME.format(end.until().atZone(zone)))
                .orElse("it is released"));
    reserved.before().ifPresent(before -> lines.add("  before   " + who(before)));
    reserved.fenced().ifPresent(stopped -> lines.add("  ended    " + words(stopped.ended())));
    lines.add("  lock     " + worker.runtime().lockFile());
    lines.add("  release  supervisor lock release " + worker.name());
    return lines;
  }

  private static String words(List<ProcStat> ended) {
    return ended.isEmpty() ? "nothing: it was over" : StopReport.words(ended);
  }

  private static String who(Reservation reservation) {
    return who(reservation.who(), reservation.reason());
  }

  private static String who(String who, String reason) {
    return who + " (" + reason + ")";
  }

  /** For the journal, before anything is ended for it. */
  static ObjectNode begun(ReserveRequest request) {
    return JsonFields.object()
        .put("outcome", "begun")
        .put(
            "why", "by " + who(request.who(), request.reason()) + ", by force: what runs is ended");
  }

  /** For programs and the journal. */
  static ObjectNode json(Worker worker, ReserveOutcome outcome) {
    ObjectNode json =
        JsonFields.object()
            .put("worker", worker.name().text())
            .put("directory", worker.directory().toString());
    return switch (outcome) {
      case ReserveOutcome.Reserved(var lock, var fenced, var before) -> {
        EvidenceJson.byHand(json.put("outcome", "reserved"), lock);
        fenced.ifPresent(stopped -> ended(json.putArray("ended"), stopped));
        before.ifPresent(
            it -> json.putObject("before").put("who", it.who()).put("reason", it.reason()));
        yield json.put("why", why(lock, fenced, before));
      }
      case ReserveOutcome.Refused(Verdict verdict, _) ->
          json.put("outcome", "refused")
              .put("verdict", EvidenceJson.name(verdict))
              .put("why", verdict.why());
      case ReserveOutcome.NotFenced(Verdict verdict, _) ->
          json.put("outcome", "not_stopped")
              .put("verdict", EvidenceJson.name(verdict))
              .put("why", verdict.why());
    };
  }

  private static void ended(ArrayNode array, StopOutcome.Stopped stopped) {
    stopped
        .ended()
        .forEach(
            process -> array.addObject().put("pid", process.pid()).put("command", process.comm()));
  }

  private static String why(
      Reservation lock, Optional<StopOutcome.Stopped> fenced, Optional<Reservation> before) {
    return "by "
        + who(lock)
        + before.map(it -> ", taken over from " + who(it)).orElse("")
        + fenced.map(_ -> ", after its agent was ended").orElse("");
  }
}
