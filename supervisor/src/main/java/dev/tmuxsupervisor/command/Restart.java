package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.act.Attended;
import dev.tmuxsupervisor.act.Deed;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "restart",
    description = {
      "End a worker's agent and start it again in its pane, as it was spawned.",
      "Also when it is finished, stopped, backing off or its breaker is open, which this closes."
    },
    footer = "  supervisor restart crew/dave")
final class Restart extends WorkersVerb {
  private static final int AT_ONCE = 16;

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    return each(desk, "restart", AT_ONCE, worker -> done(worker, restart(desk, worker)));
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
                worker.name() + " was not restarted: " + Printable.of(reason),
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
            Deed.Expired _,
            Deed.StopFinished _ -> {}
      }
    }
    throw Refusals.of(worker.name(), attended.verdict());
  }

  private static EachWorker.Done done(Worker worker, Deed.Restarted restarted) {
    return new EachWorker.Done(
        List.of(
            "%s restarted: pid %d, generation %d"
                .formatted(worker.name(), restarted.lock().pid(), restarted.spec().generation())),
        JsonFields.object()
            .put("outcome", "restarted")
            .put("generation", restarted.spec().generation())
            .put("run", restarted.spec().run())
            .put("pid", restarted.lock().pid())
            .put("session", restarted.lock().sessionId()));
  }
}
