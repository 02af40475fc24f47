package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.act.SpawnOutcome;
import dev.tmuxsupervisor.act.SpawnRequest;
import dev.tmuxsupervisor.command.WorkerFinder.Missing;
import dev.tmuxsupervisor.fleet.Settings;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.tmux.SessionName;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "spawn",
    description = "Start a worker's agent in a tmux session, under the worker's lock.",
    customSynopsis = "supervisor spawn NAME [OPTION]... [-- COMMAND [ARG]...]",
    footer = {
      "  supervisor spawn crew/dave --create -- claude --resume",
      "  supervisor spawn crew/dave --env ANTHROPIC_API_KEY --restart always",
      "  supervisor spawn crew/dave --if-held=worktree --dry-run"
    })
final class Spawn extends WorkerVerb {
  @Parameters(
      index = "1..*",
      paramLabel = "COMMAND",
      description =
          "The agent, run as it is, without a shell. Default: as supervisor.toml says, else your shell.")
  private List<String> command = List.of();

  @Option(names = "--create", description = "Make the worker's directory if it is missing.")
  private boolean create;

  @Option(
      names = "--tmux-socket",
      paramLabel = "PATH",
      description =
          "The socket of the tmux server to use. Default: $$SUPERVISOR_TMUX_SOCKET, else the one around you, else tmux's default.")
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

  @Option(
      names = "--allow-collision",
      description = "Start it although another agent works in or around its directory.")
  private boolean allowCollision;

  @Option(
      names = "--if-held",
      paramLabel = "WHAT",
      converter = IfHeld.Reader.class,
      defaultValue = "fail",
      completionCandidates = IfHeld.Words.class,
      description =
          "fail; wait or wait=TIME, until it is over and will not be brought back; or worktree: start it in a git work tree .worktrees/NAME-2 on a branch of its own, as a worker of its own. Default: ${DEFAULT-VALUE}.")
  private IfHeld ifHeld = new IfHeld.Fail();

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
    if (ifAbsent && !(ifHeld instanceof IfHeld.Fail)) {
      throw new CommandFailure(
          ErrorCode.USAGE, "--if-absent and --if-held say two different things", "leave one out");
    }
    WorkerFinder finder = new WorkerFinder(desk, root);
    WorkerName workerName = WorkerFinder.name(name);
    Settings settings = settings(finder.root(), workerName);
    SpawnPlan plan =
        SpawnPlan.of(
            desk.surroundings(),
            workerName,
            settings,
            EnvironmentOption.read(new ArrayList<>(environment), desk.surroundings()),
            policy.over(settings.policy()));
    boolean creates = create || settings.createsDirectory();
    Worker worker = finder.toSpawn(name, creates ? Missing.PLANNED : Missing.REFUSED);
    if (!allowCollision) {
      Clearance.require(desk, worker);
    }
    if (creates && !dryRun) {
      worker = finder.toSpawn(name, Missing.MADE);
    }
    SpawnRequest request = plan.in(worker);
    if (dryRun) {
      return DryRun.print(desk, request, Spawning.spawner(desk), json());
    }
    SpawnOutcome outcome =
        ifHeld instanceof IfHeld.Wait(var timeout)
            ? new Occupied(desk, worker, timeout).spawn(request)
            : Spawning.run(desk, request);
    return switch (outcome) {
      case SpawnOutcome.Started started ->
          new SpawnReport(desk, worker, json()).started(started, settle, attach);
      case SpawnOutcome.Held(Verdict verdict, _) -> held(desk, plan, worker, verdict);
      case SpawnOutcome.Failed failed -> throw Spawning.failure(worker.name(), failed);
    };
  }

  /** What the command line says, and the fleet file where that says nothing. */
  private Settings settings(Path place, WorkerName workerName) throws CommandFailure {
    Settings said =
        Settings.NONE.with(
            Optional.of(command).filter(it -> !it.isEmpty()),
            session.isPresent() ? Optional.of(sessionName()) : Optional.empty(),
            socket);
    return Fleets.at(place)
        .flatMap(fleet -> fleet.settings(workerName))
        .map(said::over)
        .orElse(said);
  }

  private int held(Desk desk, SpawnPlan plan, Worker worker, Verdict verdict)
      throws CommandFailure, IOException, InterruptedException {
    if (ifHeld instanceof IfHeld.Beside && SpawnAside.isProvenHeld(verdict)) {
      SpawnAside.Started aside =
          new SpawnAside(desk, worker)
              .start(other ->
                  session.isPresent() ? plan : plan.inSession(new SessionName(other.text())));
      return new SpawnReport(desk, aside.worker(), json(), Optional.of(aside.aside()))
          .started(aside.outcome(), settle, attach);
    }
    if (ifAbsent && verdict instanceof Verdict.Held) {
      return new SpawnReport(desk, worker, json()).alreadyThere(verdict, attach);
    }
    throw Refusals.of(worker.name(), verdict);
  }

  private String sessionName() throws CommandFailure {
    String text = session.orElseThrow();
    try {
      return new SessionName(text).text();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ErrorCode.USAGE,
          "--session " + Printable.of(text) + ": " + Printable.of(String.valueOf(e.getMessage())),
          "leave it out to use the worker's name");
    }
  }
}
