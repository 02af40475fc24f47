package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worktree.Worktree;
import java.util.ArrayList;
import java.util.List;

/**
 * The work tree that an agent got because the worker's own directory was taken.
 *
 * @param first the worker that is held
 * @param uncommitted how many changes stay with it
 */
record Aside(Worker first, Worktree worktree, int uncommitted) {
  private static final int SHORT = 12;

  /** In words, a line each. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("  worktree    " + worktree.path());
    lines.add("  branch      " + worktree.branch());
    String stays =
        uncommitted == 0
            ? ""
            : "; "
                + uncommitted
                + " uncommitted in the work tree of "
                + first.name()
                + " stay there";
    lines.add("  from        commit " + worktree.start().substring(0, SHORT) + stays);
    lines.add("  remove      supervisor worktree remove " + worktree.name());
    return lines;
  }

  /** For programs. */
  ObjectNode json() {
    return JsonFields.object()
        .put("path", worktree.path().toString())
        .put("branch", worktree.branch())
        .put("commit", worktree.start())
        .put("beside", first.name().text())
        .put("uncommitted", uncommitted);
  }
}
