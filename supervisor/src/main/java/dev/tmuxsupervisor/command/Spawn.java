package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.act.SpawnOutcome;
import dev.tmuxsupervisor.act.SpawnRequest;
import dev.tmuxsupervisor.act.Spawner;
import dev.tmuxsupervisor.command.WorkerFinder.Missing;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.publish.EvidenceJson;
import dev.tmuxsupervisor.tmux.SessionName;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "spawn",
    description = "Start a worker's agent in a tmux session, under the worker's lock.",
    customSynopsis = "supervisor spawn NAME [OPTION]... [-- COMMAND [ARG]...]")
final class Spawn extends WorkerVerb {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Parameters(
      index = "1..*",
      paramLabel = "COMMAND",
      description = "The agent, run as it is, without a shell. Default: your shell.")
  private List<String> command = List.of();

  @Option(names = "--create", description = "Make the worker's directory if it is missing.")
  private boolean create;

  @Option(
      names = "--tmux-socket",
      paramLabel = "PATH",
      description = "The tmux server to use. Default: the one around you, else tmux's default.")
  private Optional<Path> socket = Optional.empty();

  @Option(
      names = "--session",
      paramLabel = "NAME",
      description = "The tmux session's name. Default: the worker's name.")
  private Optional<String> session = Optional.empty();

  @Option(
      names = "--env",
      paramLabel = "K[=V]",
      description = "A variable for the agent; without a value, the one you have. Repeatable.")
  private List<String> environment = List.of();

  @Option(names = "--if-absent", description = "Succeed quietly when the worker is held already.")
  private boolean ifAbsent;

  @Option(names = "--attach", description = "Attach to the session afterwards.")
  private boolean attach;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Print the tmux commands and the files that would be written; change nothing.")
  private boolean dryRun;

  @Option(
      names = "--settle",
      paramLabel = "TIME",
      converter = Durations.class,
      defaultValue = "1s",
      description = "Watch that long whether the agent ends at once. Default: ${DEFAULT-VALUE}.")
  private Duration settle = Duration.ofSeconds(1);

  @Mixin private PolicyOptions policy = new PolicyOptions();

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    WorkerFinder finder = new WorkerFinder(desk, root);
    SessionName sessionName = sessionName();
    TmuxSocket tmuxSocket = desk.surroundings().socket(socket);
    List<String> argv = AgentProgram.argv(command, desk.surroundings());
    Map<String, String> variables = variables(desk);
    Missing missing = !create ? Missing.REFUSED : dryRun ? Missing.PLANNED : Missing.MADE;
    Worker worker = finder.toSpawn(name, missing);
    AgentProgram.requireExecutable(
        argv.getFirst(), worker.directory(), variables.getOrDefault("PATH", ""));
    SpawnRequest request =
        new SpawnRequest(
            worker,
            argv,
            variables,
            desk.surroundings().inherited(),
            sessionName,
            tmuxSocket,
            policy.over(Policy.DEFAULT),
            History.FRESH);
    Spawner spawner = new Spawner(desk::look, desk.surroundings().doors(), PATIENCE);
    if (dryRun) {
      return DryRun.print(desk, request, spawner, json());
    }
    Tmuxes.requireUsable(desk.tmux(tmuxSocket));
    desk.index().add(worker); // first: whoever dies after it leaves no agent that no list shows
    SpawnOutcome outcome = Undisturbed.run(() -> spawner.spawn(request));
    desk.supervision().changed(worker);
    desk.journal("spawn", worker, details(outcome));
    return switch (outcome) {
      case SpawnOutcome.Started started ->
          new SpawnReport(desk, worker, json()).started(started, settle, attach);
      case SpawnOutcome.Held(Verdict verdict, _) -> held(desk, worker, verdict);
      case SpawnOutcome.Failed(String reason, boolean open) ->
          throw new CommandFailure(
              open ? ErrorCode.TMUX_TIMEOUT : ErrorCode.SPAWN_REFUSED,
              worker.name() + " was not started: " + Printable.of(reason),
              open
                  ? "it may still start; see: supervisor why " + worker.name()
                  : "choose another session name, or the earlier one: --session NAME");
    };
  }

  private int held(Desk desk, Worker worker, Verdict verdict) throws CommandFailure, IOException {
    if (ifAbsent && verdict instanceof Verdict.Held) {
      return new SpawnReport(desk, worker, json()).alreadyThere(verdict, attach);
    }
    throw Refusals.of(worker.name(), verdict);
  }

  private SessionName sessionName() throws CommandFailure {
    String text = session.orElse(WorkerFinder.name(name).text());
    try {
      return new SessionName(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ErrorCode.USAGE,
          "--session " + Printable.of(text) + ": " + Printable.of(String.valueOf(e.getMessage())),
          "leave it out to use the worker's name");
    }
  }

  /** The agent finds what its user finds: PATH goes along, unless the user set another. */
  private Map<String, String> variables(Desk desk) throws CommandFailure {
    Map<String, String> variables = new LinkedHashMap<>();
    desk.surroundings().variable("PATH").ifPresent(path -> variables.put("PATH", path));
    variables.putAll(EnvironmentOption.read(new ArrayList<>(environment), desk.surroundings()));
    return variables;
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
