package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.Worker.Unresolved;
import dev.tmuxsupervisor.worker.WorkerName;
import dev.tmuxsupervisor.worktree.Checkout;
import dev.tmuxsupervisor.worktree.Work;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One work tree, what it holds, and its worker as it is now.
 *
 * @param worker empty where the directory is gone, or cannot be a worker
 */
record WorktreeRow(Checkout checkout, Work work, Optional<Looked> worker) {
  static final String[] HEADS = {
    "WORKER", "STATE", "BRANCH", "AHEAD", "BEHIND", "CHANGES", "UNSAVED", "DIRECTORY"
  };

  static WorktreeRow of(Desk desk, KnownWorktrees.Known known)
      throws CommandFailure, IOException, InterruptedException {
    Checkout checkout = known.checkout();
    Optional<Worker> worker = worker(known);
    Optional<Looked> looked = Optional.empty();
    if (worker.isPresent()) {
      Worker there = worker.get();
      looked = Optional.of(Looked.at(there, WorkerFinder.spec(there), desk.observer()));
    }
    return new WorktreeRow(
        checkout, WorktreeCalls.run(() -> known.worktrees().work(checkout)), looked);
  }

  /** The worker that the work tree is. */
  static Optional<Worker> worker(KnownWorktrees.Known known) throws IOException {
    Optional<WorkerName> name = WorkerName.parse(known.checkout().name());
    if (name.isEmpty() || !known.checkout().exists()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Worker.resolve(known.worktrees().home(), name.get()));
    } catch (Unresolved e) {
      return Optional.empty(); // removed just now
    }
  }

  private String state() {
    return worker.map(StateWords::state).orElse(checkout.exists() ? "-" : "gone");
  }

  List<String> cells() {
    return List.of(
        Printable.of(checkout.name()),
        state(),
        Printable.of(checkout.branch()),
        Integer.toString(work.ahead()),
        Integer.toString(work.behind()),
        Integer.toString(work.changes()),
        Integer.toString(work.unsaved()),
        Printable.of(checkout.path().toString()));
  }

  ObjectNode json() {
    ObjectNode json =
        JsonFields.object()
            .put("worker", checkout.name())
            .put("path", checkout.path().toString())
            .put("exists", checkout.exists())
            .put("branch", checkout.branch())
            .put("commit", checkout.tip())
            .put("locked", checkout.locked())
            .put("ahead", work.ahead())
            .put("behind", work.behind())
            .put("changes", work.changes())
            .put("unsaved", work.unsaved());
    worker.ifPresent(looked -> StateJson.put(json, looked));
    return json;
  }
}
