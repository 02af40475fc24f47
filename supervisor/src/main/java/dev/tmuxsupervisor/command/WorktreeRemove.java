package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.tmuxsupervisor.judge.Condition;
import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.Occupants;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.process.ProcStat;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import dev.tmuxsupervisor.worktree.Checkout;
import dev.tmuxsupervisor.worktree.Removed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "remove",
    description = {
      "Remove a work tree, with its branch and with the files that git ignores in it.",
      "One that somebody works in stays, and so do stashes and all other work trees."
    },
    footer = "  supervisor worktree remove crew/dave-2")
final class WorktreeRemove extends DataVerb {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Nobody is there, and nobody is to be brought back. */
  private static final Set<State> OVER = EnumSet.of(State.STOPPED, State.FINISHED, State.FAILED);

  @Parameters(
      index = "0",
      paramLabel = "NAME|PATH",
      description =
          "The worker that works in it, such as crew/dave-2, or the work tree's directory.")
  private String name = "";

  @Option(
      names = "--force",
      description =
          "Also when that loses changes, or commits that are nowhere else; never one in use.")
  private boolean force;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "Look only in repositories at or below this directory.")
  private Optional<Path> root = Optional.empty();

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    KnownWorktrees.Known known = new KnownWorktrees(desk).find(name, Roster.below(desk, root));
    Optional<Worker> worker = WorktreeRow.worker(known);
    worker.ifPresent(desk.supervision()::changing);
    Removed removed =
        WorktreeCalls.run(
            () -> worker.isPresent() ? removeWorker(desk, worker.get(), known) : remove(known));
    ObjectNode facts = facts(known.checkout(), removed);
    if (worker.isPresent()) {
      desk.supervision().changed(worker.get());
      desk.journal("worktree_removed", worker.get(), facts);
    }
    return tell(desk, known.checkout(), removed, facts);
  }

  /** Under the guard, so that nobody starts there meanwhile; it goes with the directory. */
  private Removed removeWorker(Desk desk, Worker worker, KnownWorktrees.Known known)
      throws Exception {
    worker.runtime().create();
    try (Guard _ = Guard.take(worker.runtime(), PATIENCE)) {
      Optional<WorkerSpec> spec = WorkerFinder.spec(worker);
      Verdict verdict = Judge.judge(desk.look(worker, spec, true));
      requireOver(worker, spec, verdict);
      return removeWithState(worker, known);
    }
  }

  /**
   * What we know of the worker is out of the way first: whoever takes the guard while git deletes
   * makes its file anew, and git finds a directory that is not empty.
   */
  private Removed removeWithState(Worker worker, KnownWorktrees.Known known) throws Exception {
    Path state = worker.runtime().path();
    Path aside = known.worktrees().home().resolve(".removed-" + UUID.randomUUID());
    Files.move(state, aside, StandardCopyOption.ATOMIC_MOVE);
    boolean removed = false;
    try {
      Removed done = remove(known);
      removed = true;
      return done;
    } finally {
      if (removed) {
        MoreFiles.deleteRecursively(aside, RecursiveDeleteOption.ALLOW_INSECURE);
      } else if (Files.isDirectory(worker.directory())) {
        Files.move(aside, state, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private static void requireOver(Worker worker, Optional<WorkerSpec> spec, Verdict verdict)
      throws CommandFailure, IOException {
    boolean free = verdict instanceof Verdict.Free || verdict instanceof Verdict.Stale;
    Condition condition = Condition.of(verdict, spec, BootTime.now());
    if (free && OVER.contains(condition.state())) {
      return;
    }
    CommandFailure refusal = Refusals.of(worker.name(), verdict);
    throw new CommandFailure(
        free ? ErrorCode.LOCK_HELD : refusal.code(),
        free
            ? worker.name() + " is " + condition.state().word() + ": " + condition.reason()
            : refusal.text(),
        "stop it first: supervisor stop " + worker.name());
  }

  private Removed remove(KnownWorktrees.Known known) throws Exception {
    List<ProcStat> occupants = Occupants.of(known.checkout().path());
    if (!occupants.isEmpty()) {
      throw new CommandFailure(
          ErrorCode.WORKTREE_REFUSED,
          known.checkout().path() + " is in use by " + StopReport.words(occupants),
          "end them, or have them leave the directory");
    }
    return known.worktrees().remove(known.checkout(), force);
  }

  private static ObjectNode facts(Checkout checkout, Removed removed) {
    return JsonFields.object()
        .put("worktree", checkout.path().toString())
        .put("branch", checkout.branch())
        .put("commit", checkout.tip())
        .put("branch_deleted", removed.branchDeleted())
        .put("changes_lost", removed.lost().changes())
        .put("commits_lost", removed.branchDeleted() ? removed.lost().unsaved() : 0);
  }

  private int tell(Desk desk, Checkout checkout, Removed removed, ObjectNode facts) {
    if (json()) {
      return desk.json("worktree_remove", facts.put("worker", checkout.name()), List.of());
    }
    desk.say(Printable.of(checkout.name()) + " removed");
    desk.say("  worktree    " + checkout.path());
    desk.say(
        "  branch      "
            + checkout.branch()
            + (removed.branchDeleted() ? " deleted, was at " : " kept: it is in use, at ")
            + checkout.tip());
    if (removed.lost().wouldBeLost()) {
      desk.say("  lost        " + removed.lost().words());
    }
    if (removed.branchDeleted() && removed.lost().unsaved() > 0) {
      desk.say("  get back    git branch " + checkout.branch() + " " + checkout.tip());
    }
    return 0;
  }
}
