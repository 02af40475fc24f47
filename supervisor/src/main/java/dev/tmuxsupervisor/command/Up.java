package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.act.SpawnOutcome;
import dev.tmuxsupervisor.act.SpawnRequest;
import dev.tmuxsupervisor.command.WorkerFinder.Missing;
import dev.tmuxsupervisor.command.WorkerResult.What;
import dev.tmuxsupervisor.fleet.Member;
import dev.tmuxsupervisor.judge.Admission;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.worker.RunRecord;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    description = {
      "Start every worker of supervisor.toml that does not run, a few at a time.",
      "Those that run are left as they are, also where the file says something else by now."
    },
    footer = {"  supervisor up --dry-run", "  supervisor up 'crew/*'"})
final class Up extends FleetVerb {
  @Option(
      names = {"-n", "--dry-run"},
      description = "Say what would be started; change nothing.")
  private boolean dryRun;

  @Option(
      names = "--settle",
      paramLabel = "TIME",
      converter = Durations.class,
      defaultValue = "1s",
      description = "Watch that long whether an agent ends at once. Default: ${DEFAULT-VALUE}.")
  private Duration settle = Duration.ofSeconds(1);

  /** An agent that was started just now. */
  private record Agent(Worker worker, Holding holding) {}

  private record Begun(WorkerResult result, Optional<Agent> agent) {}

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    WorkerFinder finder = new WorkerFinder(desk, root);
    List<Member> members = Fleets.members(finder.root(), patterns);
    List<Begun> begun = Few.atATime(members, member -> begin(member, desk.apart(), finder));
    return WorkerResult.print(desk, "up", json(), settled(begun), List.of());
  }

  private Begun begin(Member member, Desk desk, WorkerFinder finder) throws InterruptedException {
    try {
      return start(member, desk, finder);
    } catch (CommandFailure e) {
      return told(WorkerResult.failed(member.name(), e));
    } catch (IOException e) {
      return told(WorkerResult.failed(member.name(), CommandFailure.of(e)));
    }
  }

  /** Whoever runs needs nothing of what a start needs, such as the variables of the caller. */
  private Begun start(Member member, Desk desk, WorkerFinder finder)
      throws CommandFailure, IOException, InterruptedException {
    boolean creates = member.settings().createsDirectory();
    Worker worker =
        finder.toSpawn(member.name().text(), creates ? Missing.PLANNED : Missing.REFUSED);
    Looked looked = Looked.at(worker, WorkerFinder.spec(worker), desk.observer());
    if (looked.verdict() instanceof Verdict.Held held) {
      return told(alreadyThere(member, held, looked));
    }
    SpawnPlan plan =
        SpawnPlan.of(
            desk.surroundings(),
            member.name(),
            member.settings(),
            Map.of(),
            member.settings().policy());
    Clearance.require(desk, worker);
    if (dryRun) {
      if (Admission.of(looked.verdict()) instanceof Admission.Refuse) {
        throw Refusals.of(member.name(), looked.verdict());
      }
      plan.in(worker);
      return told(WorkerResult.of(member.name(), What.WOULD_START, String.join(" ", plan.argv())));
    }
    if (creates) {
      worker = finder.toSpawn(member.name().text(), Missing.MADE);
    }
    SpawnRequest request = plan.in(worker);
    return switch (Spawning.run(desk, request)) {
      case SpawnOutcome.Started(_, LockRecord lock) ->
          new Begun(
              WorkerResult.of(member.name(), What.STARTED, "pid " + lock.pid()),
              lock.holding().map(holding -> new Agent(request.worker(), holding)));
      case SpawnOutcome.Held(Verdict.Held held, _) -> told(alreadyThere(member, held, looked));
      case SpawnOutcome.Held(Verdict verdict, _) -> throw Refusals.of(member.name(), verdict);
      case SpawnOutcome.Failed failed -> throw Spawning.failure(member.name(), failed);
    };
  }

  private static Begun told(WorkerResult result) {
    return new Begun(result, Optional.empty());
  }

  private static WorkerResult alreadyThere(Member member, Verdict.Held held, Looked looked) {
    LockRecord lock = held.lock().lock();
    String pid = "pid " + lock.pid();
    if (lock.holding().isEmpty()) {
      return WorkerResult.of(
          member.name(), What.ALREADY_THERE, pid + ", by another program than supervisor");
    }
    List<String> keys =
        looked.spec().map(spec -> SpecDifference.keys(spec, member.settings())).orElse(List.of());
    return WorkerResult.of(
        member.name(),
        What.ALREADY_THERE,
        keys.isEmpty()
            ? pid
            : pid + "; " + SpecDifference.words(keys) + ": to apply it, stop and up");
  }

  /** All of them have the same time to end at once, together. */
  private List<WorkerResult> settled(List<Begun> begun) throws IOException, InterruptedException {
    long start = System.nanoTime();
    List<WorkerResult> results = new ArrayList<>();
    for (Begun one : begun) {
      if (settle.isZero() || one.agent().isEmpty()) {
        results.add(one.result());
        continue;
      }
      Agent agent = one.agent().get();
      Duration left = settle.minusNanos(System.nanoTime() - start);
      Optional<RunRecord> ending =
          EarlyEnd.within(
              left.isNegative() ? Duration.ZERO : left, agent.worker(), agent.holding());
      results.add(
          ending
              .filter(end -> !end.exit().isSuccess())
              .map(end -> endedAtOnce(one.result(), end))
              .orElse(one.result()));
    }
    return results;
  }

  private static WorkerResult endedAtOnce(WorkerResult started, RunRecord ending) {
    return WorkerResult.failed(
        started.worker(),
        new CommandFailure(
            ErrorCode.AGENT_ENDED,
            "the agent of "
                + started.worker()
                + " ended at once, "
                + SpawnReport.how(ending.exit()),
            "see its screen: supervisor runs --lines " + started.worker()));
  }
}
