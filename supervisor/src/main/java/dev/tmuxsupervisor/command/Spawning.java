package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.act.SpawnOutcome;
import dev.tmuxsupervisor.act.SpawnRequest;
import dev.tmuxsupervisor.act.Spawner;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.publish.EvidenceJson;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.io.IOException;
import java.time.Duration;

/** Starts one worker, and writes down what came of it. */
final class Spawning {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Spawning() {}

  static Spawner spawner(Desk desk) {
    return new Spawner(desk::look, desk.surroundings().doors(), PATIENCE);
  }

  static SpawnOutcome run(Desk desk, SpawnRequest request)
      throws CommandFailure, IOException, InterruptedException {
    Worker worker = request.worker();
    Tmuxes.requireUsable(desk.tmux(request.socket()));
    desk.index().add(worker); // first: whoever dies after it leaves no agent that no list shows
    Spawner spawner = spawner(desk);
    SpawnOutcome outcome;
    desk.supervision().starting(worker);
    try {
      outcome = Undisturbed.run(() -> spawner.spawn(request));
    } finally {
      desk.supervision().changed(worker);
    }
    desk.journal("spawn", worker, details(outcome));
    return outcome;
  }

  static CommandFailure failure(WorkerName name, SpawnOutcome.Failed failed) {
    return new CommandFailure(
        failed.open() ? ErrorCode.TMUX_TIMEOUT : ErrorCode.SPAWN_REFUSED,
        name + " was not started: " + Printable.of(failed.reason()),
        failed.open()
            ? "it may still start; see: supervisor why " + name
            : "choose another session name, or the earlier one: --session NAME");
  }

  private static ObjectNode details(SpawnOutcome outcome) {
    ObjectNode json = JsonFields.object();
    return switch (outcome) {
      case SpawnOutcome.Started(var spec, var lock) ->
          json.put("outcome", "started")
              .put("generation", spec.generation())
              .put("run", spec.run())
              .put("pid", lock.pid());
      case SpawnOutcome.Held(Verdict verdict, boolean adopted) ->
          json.put("outcome", adopted ? "adopted" : "refused")
              .put("verdict", EvidenceJson.name(verdict))
              .put("why", verdict.why());
      case SpawnOutcome.Failed(String reason, boolean open) ->
          json.put("outcome", open ? "unknown" : "failed").put("why", reason);
    };
  }
}
