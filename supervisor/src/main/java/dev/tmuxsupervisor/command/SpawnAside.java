package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.act.SpawnOutcome;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.Worker.Unresolved;
import dev.tmuxsupervisor.worker.WorkerName;
import dev.tmuxsupervisor.worktree.Worktree;
import dev.tmuxsupervisor.worktree.Worktrees;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts an agent beside a worker that is held: in a work tree of git, as a worker of its own. */
final class SpawnAside {
  private final Desk desk;
  private final Worker first;

  SpawnAside(Desk desk, Worker first) {
    this.desk = desk;
    this.first = first;
  }

  /** An agent that was started, and where. */
  record Started(Worker worker, Aside aside, SpawnOutcome.Started outcome) {}

  /** How the agent is to be started, once it has a worker. */
  @FunctionalInterface
  interface Planning {
    SpawnPlan of(WorkerName name) throws CommandFailure;
  }

  /** Whether somebody is proven to be there; what is in doubt is no reason for a second agent. */
  static boolean isProvenHeld(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Held _,
          Verdict.ChangedHands _,
          Verdict.LockLost _,
          Verdict.OrphanedSession _,
          Verdict.OrphanedProcess _,
          Verdict.Reserved _ ->
          true;
      case Verdict.Free _,
          Verdict.Stale _,
          Verdict.Unknown _,
          Verdict.Foreign _,
          Verdict.Damaged _ ->
          false;
    };
  }

  /** Makes the work tree, and takes it away again when no agent comes to be in it. */
  Started start(Planning planning) throws CommandFailure, IOException, InterruptedException {
    if (WorkerName.parse(first.name() + "-2").isEmpty()) {
      throw new CommandFailure(
          ErrorCode.USAGE,
          "the name " + first.name() + " is too long to get a number",
          "choose a shorter one");
    }
    Set<String> known =
        desk.index().workers().stream()
            .map(worker -> worker.name().text())
            .collect(Collectors.toSet());
    Worktrees worktrees =
        WorktreeCalls.run(() -> Worktrees.of(first.directory(), desk.surroundings().inherited()));
    int uncommitted = WorktreeCalls.run(worktrees::changes);
    Worktree fresh =
        WorktreeCalls.run(() ->
            worktrees.add(
                first.name().text(),
                name -> known.contains(name) || Files.exists(first.root().resolve(name))));
    boolean keep = false;
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException("the user went away");
      }
      WorkerName name = new WorkerName(fresh.name());
      Worker worker = Worker.resolve(worktrees.home(), name);
      SpawnOutcome outcome = Spawning.run(desk, planning.of(name).in(worker));
      keep = !(outcome instanceof SpawnOutcome.Failed(_, boolean open)) || open;
      return switch (outcome) {
        case SpawnOutcome.Started started ->
            new Started(worker, new Aside(first, fresh, uncommitted), started);
        case SpawnOutcome.Held(Verdict verdict, _) -> throw Refusals.of(name, verdict);
        case SpawnOutcome.Failed failed -> throw Spawning.failure(name, failed);
      };
    } catch (Unresolved e) {
      throw new IOException(e);
    } finally {
      if (!keep) {
        takeAway(worktrees, fresh);
      }
    }
  }

  private void takeAway(Worktrees worktrees, Worktree fresh)
      throws IOException, InterruptedException {
    try {
      WorktreeCalls.run(() -> {
        worktrees.undo(fresh);
        return fresh;
      });
    } catch (CommandFailure e) {
      desk.remark(
          "supervisor: warning: the work tree " + fresh.path() + " was left behind: " + e.text());
    }
  }
}
