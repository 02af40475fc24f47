package dev.tmuxsupervisor.loop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.act.Attended;
import dev.tmuxsupervisor.act.Deed;
import dev.tmuxsupervisor.act.StopOutcome;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.ProcStat;
import dev.tmuxsupervisor.publish.EvidenceJson;
import dev.tmuxsupervisor.publish.Journal;
import dev.tmuxsupervisor.worker.ExitJson;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Writes into the journal what the loop did, with the evidence that it was decided by. */
final class Chronicle {
  private static final System.Logger LOGGER = System.getLogger("dev.tmuxsupervisor.loop");

  private final Journal journal;

  Chronicle(Journal journal) {
    this.journal = journal;
  }

  /** All that was done for a worker in one go. */
  void tell(Worker worker, Attended attended) throws IOException, InterruptedException {
    for (Deed deed : attended.deeds()) {
      ObjectNode details = JsonFields.object();
      String event = describe(deed, details);
      details.put("verdict", EvidenceJson.name(attended.verdict()));
      if (!details.has("why")) {
        details.put("why", attended.verdict().why());
      }
      details.set("evidence", EvidenceJson.of(attended.evidence()));
      write(event, worker, details);
    }
  }

  void write(String event, Worker worker, ObjectNode details) throws InterruptedException {
    try {
      journal.write(event, worker, details);
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.WARNING, "the journal could not be written", e);
    }
  }

  void write(String event, ObjectNode details) throws InterruptedException {
    try {
      journal.write(event, details);
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.WARNING, "the journal could not be written", e);
    }
  }

  private static String describe(Deed deed, ObjectNode json) throws IOException {
    return switch (deed) {
      case Deed.Buried buried -> ended(buried, json);
      case Deed.TreeEnded(var ended, var spared, boolean killed) -> {
        put(json.put("outcome", "ended"), "ended", ended);
        put(json.put("killed", killed), "left", spared);
        yield "tree_ended";
      }
      case Deed.Stuck(var remaining) -> {
        put(json.put("outcome", "stuck"), "remaining", remaining);
        yield "tree_ended";
      }
      case Deed.Adopted(var lock) -> {
        json.put("outcome", "adopted").put("pid", lock.pid());
        yield "adopted";
      }
      case Deed.Renamed(String from, String to) -> {
        json.put("outcome", "renamed").put("from", from).put("to", to);
        yield "renamed";
      }
      case Deed.Expired _ -> {
        json.put("outcome", "expired");
        yield "release";
      }
      case Deed.Restarted(var spec, var lock) -> {
        json.put("outcome", "started")
            .put("generation", spec.generation())
            .put("run", spec.run())
            .put("pid", lock.pid())
            .put("attempt", spec.history().attempt());
        yield "restart";
      }
      case Deed.NotStarted(String reason, boolean open) -> {
        json.put("outcome", open ? "unknown" : "failed").put("why", reason);
        yield "restart";
      }
      case Deed.StopFinished(StopOutcome outcome) -> {
        json.put("outcome", outcome instanceof StopOutcome.NotStopped ? "not_stopped" : "stopped");
        yield "stop";
      }
    };
  }

  private static String ended(Deed.Buried buried, ObjectNode json) throws IOException {
    History history = buried.history();
    json.put("outcome", history.standing().name().toLowerCase(Locale.ROOT));
    json.put("why", buried.run().cause() + ", " + buried.run().exit().words());
    json.put("generation", buried.run().generation());
    json.set("exit", ExitJson.print(buried.run().exit()));
    buried.run().lasted().ifPresent(lasted -> json.put("duration_ms", lasted.toMillis()));
    if (history.due().isPresent()) {
      json.put("retry_in_ms", BootTime.now().until(history.due().get()).toMillis());
    }
    return "ended";
  }

  private static void put(ObjectNode json, String field, List<ProcStat> processes) {
    ArrayNode array = json.putArray(field);
    processes.forEach(
        process -> array.addObject().put("pid", process.pid()).put("command", process.comm()));
  }
}
