package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.tmux.Pane;
import dev.tmuxsupervisor.tmux.Snapshot;
import dev.tmuxsupervisor.worker.RunMarks;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds agents of ours whose worker nobody knows any more: somebody removed all that was written
 * down about it, as {@code git clean -fdx} does. Their panes still say whose they are.
 */
final class LostTraces {
  private LostTraces() {}

  static Set<Worker> in(Snapshot snapshot, List<Worker> known) throws IOException {
    Set<Worker> lost = new LinkedHashSet<>();
    Set<String> directories = new HashSet<>();
    known.forEach(worker -> directories.add(worker.directory().toString()));
    for (Pane pane : snapshot.panes()) {
      String directory = pane.options().getOrDefault(RunMarks.DIRECTORY, "");
      if (!pane.dead() && !directory.isEmpty() && !directories.contains(directory)) {
        worker(pane.options().getOrDefault(RunMarks.WORKER, ""), directory).ifPresent(lost::add);
      }
    }
    return lost;
  }

  /** The marks are only believed as far as the directories agree. */
  private static Optional<Worker> worker(String text, String marked) throws IOException {
    Optional<WorkerName> name = WorkerName.parse(text);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path root = Path.of(marked);
      for (int i = Path.of(text).getNameCount(); i > 0 && root != null; i--) {
        root = root.getParent();
      }
      return root == null
          ? Optional.empty()
          : Optional.of(Worker.resolve(root, name.get()))
              .filter(worker -> worker.directory().toString().equals(marked));
    } catch (Worker.Unresolved | InvalidPathException e) {
      return Optional.empty(); // its directory is gone, too: there is nothing to lock
    }
  }
}
