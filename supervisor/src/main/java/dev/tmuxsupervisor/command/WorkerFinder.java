package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Root;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.Worker.Unresolved;
import dev.tmuxsupervisor.worker.WorkerFile;
import dev.tmuxsupervisor.worker.WorkerName;
import dev.tmuxsupervisor.worker.WorkerSpec;
import dev.tmuxsupervisor.worktree.Worktrees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the worker that a name means. */
final class WorkerFinder {
  private final Desk desk;
  private final Optional<Path> wantedRoot;

  WorkerFinder(Desk desk, Optional<Path> wantedRoot) {
    this.desk = desk;
    this.wantedRoot =
        wantedRoot.or(() -> desk.surroundings().variable("SUPERVISOR_ROOT").map(Path::of));
  }

  Path root() throws CommandFailure {
    Path root = unverifiedRoot();
    if (!root.toFile().isDirectory()) {
      throw new CommandFailure(
          ErrorCode.NO_SUCH_DIRECTORY,
          "the root " + Printable.of(root.toString()) + " is no directory",
          "name another: --root DIR");
    }
    return root;
  }

  /** The same without a look at it, which may hang, unless it is to be found from where we are. */
  Path unverifiedRoot() {
    Path here = desk.surroundings().directory();
    return wantedRoot.map(here::resolve).orElseGet(() -> Root.above(here)).normalize();
  }

  static WorkerName name(String text) throws CommandFailure {
    return WorkerName.parse(text)
        .orElseThrow(() ->
            new CommandFailure(
                ErrorCode.USAGE,
                "'" + Printable.of(text) + "' is no worker's name: " + WorkerName.RULE,
                "such as crew/dave"));
  }

  /** What is to become of a directory that is missing. */
  enum Missing {
    REFUSED,
    PLANNED,
    MADE
  }

  /** A worker to start, below the root. */
  Worker toSpawn(String text, Missing missing) throws CommandFailure, IOException {
    WorkerName name = name(text);
    Path root = root();
    try {
      return switch (missing) {
        case REFUSED -> Worker.resolve(root, name);
        case PLANNED -> Worker.planned(root, name);
        case MADE -> Worker.create(root, name);
      };
    } catch (Unresolved e) {
      throw unresolved(e, name);
    }
  }

  /**
   * A worker that was spawned, or whose directory has a lock: below the root, else anywhere, if
   * only one of that name is known.
   */
  Worker known(String text) throws CommandFailure, IOException {
    WorkerName name = name(text);
    try {
      Worker worker = Worker.resolve(root(), name);
      if (worker.runtime().exists() || wantedRoot.isPresent()) {
        return worker;
      }
    } catch (Unresolved e) {
      if (e.reason() == Unresolved.Reason.OUTSIDE_ROOT
          || (wantedRoot.isPresent() && elsewhere(name).isEmpty())) {
        throw unresolved(e, name);
      }
    }
    List<Worker> elsewhere = elsewhere(name);
    if (elsewhere.size() > 1) {
      throw new CommandFailure(
          ErrorCode.AMBIGUOUS_NAME,
          "there is a worker "
              + name
              + " in "
              + elsewhere.stream()
                  .map(worker -> Printable.of(worker.root().toString()))
                  .collect(Collectors.joining(" and in ")),
          "say which: --root DIR");
    }
    return elsewhere.stream()
        .findFirst()
        .orElseThrow(() ->
            new CommandFailure(
                ErrorCode.NO_SUCH_WORKER,
                "there is no worker " + name,
                "see those there are: supervisor list"));
  }

  /** Of that name: in any root, or in the work trees below the one that was asked for. */
  private List<Worker> elsewhere(WorkerName name) throws CommandFailure, IOException {
    Path root = root().toRealPath();
    return desk.index().workers().stream()
        .filter(worker -> worker.name().equals(name))
        .filter(worker -> wantedRoot.isEmpty() || isInWorktree(worker, root))
        .toList();
  }

  private static boolean isInWorktree(Worker worker, Path root) {
    return worker.root().startsWith(root) && worker.root().endsWith(Worktrees.FOLDER);
  }

  /**
   * The workers that a name or a pattern means: a name as {@link #known}, a pattern among those
   * that were ever spawned below the root, work trees too, in order and never none.
   */
  List<Worker> matching(String text) throws CommandFailure, IOException {
    if (!WorkerGlob.isOne(text)) {
      return List.of(known(text));
    }
    Predicate<WorkerName> glob = WorkerGlob.of(text);
    Path root = root().toRealPath();
    List<Worker> found =
        desk.index().workers().stream()
            .filter(worker -> worker.root().equals(root) || isInWorktree(worker, root))
            .filter(worker -> glob.test(worker.name()))
            .toList();
    if (found.isEmpty()) {
      throw new CommandFailure(
          ErrorCode.NO_SUCH_WORKER,
          "no worker below "
              + Printable.of(root.toString())
              + " matches '"
              + Printable.of(text)
              + "'",
          "see those there are: supervisor list; or name the root: --root DIR");
    }
    return found;
  }

  /** What was written down about a worker. */
  static Optional<WorkerSpec> spec(Worker worker) throws CommandFailure {
    try {
      return worker.file().read();
    } catch (WorkerFile.Damaged e) {
      throw damaged(e);
    }
  }

  static CommandFailure damaged(WorkerFile.Damaged e) {
    return new CommandFailure(
        ErrorCode.WORKER_FILE_DAMAGED,
        String.valueOf(e.getMessage()),
        "look at the file, then move it away");
  }

  private static CommandFailure unresolved(Unresolved e, WorkerName name) {
    String message = name + ": " + Printable.of(String.valueOf(e.getMessage()));
    return switch (e.reason()) {
      case MISSING ->
          new CommandFailure(
              ErrorCode.NO_SUCH_DIRECTORY,
              message,
              "make it: mkdir, spawn --create, or directory = \"create\" in supervisor.toml;"
                  + " or name the root: --root DIR");
      case NO_DIRECTORY ->
          new CommandFailure(
              ErrorCode.NO_SUCH_DIRECTORY, message, "a worker is a directory: choose another name");
      case OUTSIDE_ROOT ->
          new CommandFailure(
              ErrorCode.OUTSIDE_ROOT, message, "name the root that it lies in: --root DIR");
    };
  }
}
