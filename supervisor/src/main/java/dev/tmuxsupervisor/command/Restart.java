package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.act.Attended;
import dev.tmuxsupervisor.act.Deed;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "restart",
    description = {
      "End a worker's agent and start it again in its pane, as it was spawned.",
      "Also when it is finished, stopped, backing off or its breaker is open, which this closes."
    })
final class Restart extends DataVerb {
  @Parameters(arity = "1..*", paramLabel = "NAME", description = "Workers or globs: 'crew/*'.")
  private List<String> names = List.of();

  @Option(names = "--root", paramLabel = "DIR", description = "Where workers live, as for spawn.")
  private Optional<Path> root = Optional.empty();

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    List<Worker> workers = new WorkerFinder(desk, root).all(names);
    if (workers.size() == 1) {
      Deed.Restarted restarted = restart(desk, workers.getFirst());
      return json()
          ? desk.json("restart", result(workers.getFirst(), restarted), List.of())
          : say(desk, workers.getFirst(), restarted);
    }
    int exit = 0;
    ArrayNode results = JsonFields.object().putArray("results");
    for (Worker worker : workers) {
      try {
        Deed.Restarted restarted = restart(desk, worker);
        results.add(result(worker, restarted));
        if (!json()) {
          say(desk, worker, restarted);
        }
      } catch (CommandFailure e) {
        exit = Math.max(exit, e.code().exit());
        results
            .addObject()
            .put("worker", worker.name().text())
            .put("outcome", "failed")
            .put("code", e.code().name())
            .put("message", e.text());
        if (!json()) {
          desk.remark("supervisor: " + e.text());
        }
      }
    }
    if (json()) {
      desk.json("restart", JsonFields.object().set("results", results), List.of());
    }
    return exit;
  }

  private static Deed.Restarted restart(Desk desk, Worker worker)
      throws CommandFailure, IOException, InterruptedException {
    if (WorkerFinder.spec(worker).isEmpty()) {
      throw new CommandFailure(
          ErrorCode.NO_SUCH_WORKER,
          worker.name() + " was never spawned, so nobody knows what to run",
          "start it: supervisor spawn " + worker.name() + " -- COMMAND");
    }
    Attended attended = Undisturbed.run(() -> desk.supervision().restart(worker));
    for (Deed deed : attended.deeds().reversed()) {
      switch (deed) {
        case Deed.Restarted restarted -> {
          return restarted;
        }
        case Deed.NotStarted(String reason, boolean open) ->
            throw new CommandFailure(
                open ? ErrorCode.TMUX_TIMEOUT : ErrorCode.SPAWN_REFUSED,
                worker.name() + " was not started: " + Printable.of(reason),
                "see the evidence: supervisor why " + worker.name());
        case Deed.Stuck(var remaining) ->
            throw new CommandFailure(
                ErrorCode.NOT_STOPPED,
                worker.name() + " still has " + remaining.size() + " processes that will not end",
                "try: supervisor stop --kill " + worker.name());
        case Deed.Buried _,
            Deed.TreeEnded _,
            Deed.Adopted _,
            Deed.Renamed _,
            Deed.StopFinished _ -> {}
      }
    }
    throw Refusals.of(worker.name(), attended.verdict());
  }

  private static ObjectNode result(Worker worker, Deed.Restarted restarted) {
    return JsonFields.object()
        .put("worker", worker.name().text())
        .put("outcome", "restarted")
        .put("generation", restarted.spec().generation())
        .put("run", restarted.spec().run())
        .put("pid", restarted.lock().pid())
        .put("session", restarted.lock().sessionId());
  }

  private static int say(Desk desk, Worker worker, Deed.Restarted restarted) {
    desk.say(
        "%s restarted: pid %d, generation %d"
            .formatted(worker.name(), restarted.lock().pid(), restarted.spec().generation()));
    return 0;
  }
}
