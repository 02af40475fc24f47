package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.act.AdoptOutcome;
import dev.tmuxsupervisor.act.AdoptRequest;
import dev.tmuxsupervisor.act.Adopter;
import dev.tmuxsupervisor.act.RunningPane;
import dev.tmuxsupervisor.command.WorkerFinder.Missing;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.publish.EvidenceJson;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.RunMarks;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "adopt",
    description = {
      "Take a worker's lock for an agent that runs in tmux already. It notices nothing.",
      "Its processes were started without the run's mark, so that stop knows them by descent and terminal alone; and its session stays yours: stop ends the pane."
    },
    customSynopsis = "supervisor adopt SESSION NAME [OPTION]... [-- COMMAND [ARG]...]",
    footer = {
      "  supervisor adopt main crew/dave",
      "  supervisor adopt %%3 crew/dave -- claude --resume"
    })
final class Adopt extends DataVerb {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Parameters(
      index = "0",
      paramLabel = "SESSION",
      description = "The session's exact name, its $$N, or a pane's %%N.")
  private String session = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "The worker, such as crew/dave.")
  private String name = "";

  @Parameters(
      index = "2..*",
      paramLabel = "COMMAND",
      description = "What to start when it has ended. Default: the words that it was started with.")
  private List<String> command = List.of();

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description =
          "Where workers live. Default: $$SUPERVISOR_ROOT, else the nearest directory at or above this one with a supervisor.toml, else this one.")
  private Optional<Path> root = Optional.empty();

  @Option(names = "--create", description = "Make the worker's directory if it is missing.")
  private boolean create;

  @Option(
      names = "--tmux-socket",
      paramLabel = "PATH",
      description =
          "The socket of the tmux server it is in. Default: $$SUPERVISOR_TMUX_SOCKET, else the one around you, else tmux's default.")
  private Optional<Path> socket = Optional.empty();

  @Mixin private PolicyOptions policy = new PolicyOptions();

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    TmuxSocket tmuxSocket = desk.surroundings().socket(socket);
    RunningPane pane = pane(desk, tmuxSocket);
    FoundAgent agent = FoundAgent.at(pane, command, desk.surroundings());
    Worker worker =
        new WorkerFinder(desk, root).toSpawn(name, create ? Missing.MADE : Missing.REFUSED);
    List<Worker> others =
        desk.index().workers().stream()
            .filter(other -> !other.directory().equals(worker.directory()))
            .toList();
    AdoptRequest request =
        new AdoptRequest(
            worker,
            tmuxSocket,
            pane,
            agent.argv(),
            agent.environment(),
            desk.surroundings().inherited(),
            policy.over(Policy.DEFAULT),
            others);
    Adopter adopter = new Adopter(desk::look, desk.surroundings().doors(), PATIENCE);
    desk.index().add(worker); // first: whoever dies after it leaves no agent that no list shows
    AdoptOutcome outcome = Undisturbed.run(() -> adopter.adopt(request));
    desk.supervision().changed(worker);
    desk.journal("adopt", worker, details(outcome));
    return switch (outcome) {
      case AdoptOutcome.Adopted(_, var lock) ->
          new SpawnReport(desk, worker, json()).adopted(lock, agent.warnings(worker));
      case AdoptOutcome.Held(var verdict) -> throw Refusals.of(worker.name(), verdict);
      case AdoptOutcome.Taken(String reason) ->
          throw new CommandFailure(
              ErrorCode.PANE_TAKEN,
              worker.name() + " was not given it: " + reason,
              "see who has what: supervisor list");
      case AdoptOutcome.Failed(String reason, boolean open) ->
          throw new CommandFailure(
              open ? ErrorCode.TMUX_TIMEOUT : ErrorCode.SPAWN_REFUSED,
              worker.name() + " was not given it: " + Printable.of(reason),
              open
                  ? "it may still be; then type this again. See: supervisor why " + worker.name()
                  : "see what there is: tmux -S " + tmuxSocket + " list-sessions");
    };
  }

  private RunningPane pane(Desk desk, TmuxSocket tmuxSocket) throws CommandFailure {
    List<RunningPane> found =
        RunningPane.named(
            Tmuxes.require(desk.tmux(tmuxSocket).snapshot(RunMarks.OPTIONS), tmuxSocket), session);
    if (found.isEmpty()) {
      throw new CommandFailure(
          ErrorCode.NO_SESSION,
          "there is no " + Printable.of(session) + " in the tmux server at " + tmuxSocket,
          "see those there are: tmux -S " + tmuxSocket + " list-sessions");
    }
    if (found.size() > 1) {
      throw new CommandFailure(
          ErrorCode.AMBIGUOUS_SESSION,
          "session %s has %d panes: %s"
              .formatted(
                  Printable.of(session),
                  found.size(),
                  found.stream()
                      .map(it -> it.pane().id() + " (" + it.pane().command() + ")")
                      .collect(Collectors.joining(", "))),
          "say which: supervisor adopt %s %s".formatted(found.getFirst().pane().id(), name));
    }
    if (found.getFirst().pane().dead()) {
      throw new CommandFailure(
          ErrorCode.NO_SESSION,
          "what ran in pane " + found.getFirst().pane().id() + " has ended",
          "start it under the supervisor: supervisor spawn " + name + " -- COMMAND");
    }
    return found.getFirst();
  }

  private static ObjectNode details(AdoptOutcome outcome) {
    ObjectNode json = JsonFields.object();
    return switch (outcome) {
      case AdoptOutcome.Adopted(var spec, var lock) ->
          json.put("outcome", "adopted")
              .put("generation", spec.generation())
              .put("run", spec.run())
              .put("pid", lock.pid());
      case AdoptOutcome.Held(var verdict) ->
          json.put("outcome", "refused")
              .put("verdict", EvidenceJson.name(verdict))
              .put("why", verdict.why());
      case AdoptOutcome.Taken(String reason) -> json.put("outcome", "refused").put("why", reason);
      case AdoptOutcome.Failed(String reason, boolean open) ->
          json.put("outcome", open ? "unknown" : "failed").put("why", reason);
    };
  }
}
