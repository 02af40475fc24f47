package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.act.StopOutcome;
import dev.tmuxsupervisor.command.WorkerFinder.Missing;
import dev.tmuxsupervisor.command.WorkerResult.What;
import dev.tmuxsupervisor.fleet.Member;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerFile;
import dev.tmuxsupervisor.worker.WorkerName;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "down",
    description = {
      "Stop every worker of supervisor.toml, a few at a time, each within its own stop timeout.",
      "A worker that is not in the file is left alone, and named."
    },
    footer = {"  supervisor down", "  supervisor down crew/dave --dry-run"})
final class Down extends FleetVerb {
  @Option(
      names = {"-n", "--dry-run"},
      description = "Say what would be stopped; change nothing.")
  private boolean dryRun;

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    WorkerFinder finder = new WorkerFinder(desk, root);
    List<Member> members = Fleets.members(finder.root(), patterns);
    List<WorkerResult> results = Few.atATime(members, member -> stop(member, desk.apart(), finder));
    return WorkerResult.print(desk, "down", json(), results, left(desk, finder.root(), members));
  }

  private WorkerResult stop(Member member, Desk desk, WorkerFinder finder)
      throws InterruptedException {
    try {
      return stopped(member, desk, finder.toSpawn(member.name().text(), Missing.PLANNED));
    } catch (CommandFailure e) {
      return WorkerResult.failed(member.name(), e);
    } catch (IOException e) {
      return WorkerResult.failed(member.name(), CommandFailure.of(e));
    }
  }

  private WorkerResult stopped(Member member, Desk desk, Worker worker)
      throws CommandFailure, IOException, InterruptedException {
    if (dryRun) {
      return planned(member, Looked.at(worker, WorkerFinder.spec(worker), desk.observer()));
    }
    Policy policy =
        WorkerFinder.spec(worker).map(WorkerSpec::policy).orElse(member.settings().policy());
    return switch (Stopping.run(desk, worker, policy.stopTimeout())) {
      case StopOutcome.NothingRan _ -> WorkerResult.of(member.name(), What.NOTHING_RAN, "");
      case StopOutcome.Stopped stopped ->
          WorkerResult.of(
              member.name(),
              What.STOPPED,
              (stopped.killed() ? "after its time, killed " : "ended ")
                  + StopReport.words(stopped.ended()));
      case StopOutcome.NotStopped(Verdict verdict, var remaining) ->
          throw StopReport.notStopped(worker, verdict, remaining);
    };
  }

  private static WorkerResult planned(Member member, Looked looked) {
    return looked.verdict() instanceof Verdict.Free || looked.verdict() instanceof Verdict.Reserved
        ? WorkerResult.of(member.name(), What.NOTHING_RAN, "")
        : WorkerResult.of(
            member.name(),
            What.WOULD_STOP,
            looked.lock().map(LockRecord::pid).map(pid -> "pid " + pid).orElse("its session"));
  }

  /** Also where that cannot be read any more. */
  private static boolean mayBeWanted(Worker worker) {
    try {
      return worker.file().read().filter(it -> it.desired() == Desired.UP).isPresent();
    } catch (WorkerFile.Damaged e) {
      return true;
    }
  }

  /** Whom the user may have expected to stop too. */
  private List<String> left(Desk desk, Path root, List<Member> members) throws IOException {
    List<String> left = new ArrayList<>();
    if (!patterns.isEmpty()) {
      return left;
    }
    Set<WorkerName> stopped = members.stream().map(Member::name).collect(Collectors.toSet());
    for (Worker worker : Fleets.known(desk, root)) {
      if (!stopped.contains(worker.name()) && mayBeWanted(worker)) {
        left.add(
            "%s is not in supervisor.toml and was left: supervisor stop %1$s"
                .formatted(worker.name()));
      }
    }
    return left;
  }
}
