package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = {
      "Show one row a work tree: of the repository around you, and of all that have a worker.",
      "AHEAD and BEHIND are commits against the main work tree; CHANGES are files that are not committed, and UNSAVED commits that no remote, tag or other local branch has."
    },
    footer = "  supervisor worktree list --root ~/town")
final class WorktreeList extends DataVerb {
  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "Only those of repositories at or below this directory.")
  private Optional<Path> root = Optional.empty();

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    List<WorktreeRow> rows = new ArrayList<>();
    for (KnownWorktrees.Known known : new KnownWorktrees(desk).all(Roster.below(desk, root))) {
      rows.add(WorktreeRow.of(desk, known));
    }
    if (json()) {
      ObjectNode data = JsonFields.object();
      ArrayNode worktrees = data.putArray("worktrees");
      rows.forEach(row -> worktrees.add(row.json()));
      return desk.json("worktree_list", data, List.of());
    }
    Table table = new Table(WorktreeRow.HEADS);
    rows.forEach(row -> table.row(row.cells()));
    table.lines().forEach(desk::say);
    return 0;
  }
}
