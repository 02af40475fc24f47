package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.fleet.ConfigFile;
import dev.tmuxsupervisor.fleet.InvalidFleetFile;
import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.scan.FoundWorker;
import dev.tmuxsupervisor.scan.ScanPlan;
import dev.tmuxsupervisor.scan.ScanProgress;
import dev.tmuxsupervisor.scan.ScanResult;
import dev.tmuxsupervisor.scan.Skips;
import dev.tmuxsupervisor.scan.TreeScan;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The workers below some roots: those that a scan of the directories finds, and those of the index,
 * which stand even behind a name that is skipped.
 *
 * @param plan what was read; its roots are free of symbolic links
 * @param workers by their directories, each once
 * @param nameless directories with a lock or a worker's file that no worker's name leads to
 * @param strangers those of the workers that the index does not know
 */
record Discovery(
    ScanPlan plan,
    ScanResult scan,
    List<Worker> workers,
    List<Path> nameless,
    List<Worker> strangers) {
  /** Looks below the roots as the user named them; below the usual root if that is none. */
  static Discovery below(Desk desk, List<Path> named, Skips skips, ScanProgress progress)
      throws CommandFailure, IOException, InterruptedException {
    ScanPlan plan = ScanPlan.of(roots(desk, named), skips);
    List<Worker> known =
        desk.index().workers().stream()
            .filter(worker -> plan.roots().stream().anyMatch(worker.directory()::startsWith))
            .toList();
    ScanResult scan = TreeScan.run(plan, progress);
    Naming naming = new Naming(plan.roots(), known);
    List<Worker> found = new ArrayList<>();
    List<Path> nameless = new ArrayList<>();
    for (FoundWorker one : scan.workers()) {
      naming.of(one.directory()).ifPresentOrElse(found::add, () -> nameless.add(one.directory()));
    }
    Set<Path> indexed = directories(known);
    return new Discovery(
        plan,
        scan,
        together(found, known),
        List.copyOf(nameless),
        found.stream().filter(worker -> !indexed.contains(worker.directory())).toList());
  }

  /** What is passed over where nobody says otherwise: the usual, and what the user's file adds. */
  static Skips skips(Desk desk) throws CommandFailure {
    Optional<Path> file = ConfigFile.place(desk.surroundings().inherited());
    try {
      return file.isPresent()
          ? Skips.USUAL.plus(ConfigFile.read(file.get(), State.words()).skip())
          : Skips.USUAL;
    } catch (InvalidFleetFile e) {
      throw new CommandFailure(ErrorCode.FLEET_FILE_INVALID, e.text(), e.hint());
    }
  }

  /** Has the other verbs know those too that the index did not know. */
  void join(Desk desk) throws IOException {
    desk.index().addAll(strangers);
  }

  /** The roots of which nothing could be read at all. */
  List<Path> unread() {
    return plan.roots().stream()
        .filter(root -> scan.troubles().stream().anyMatch(it -> it.path().equals(root)))
        .toList();
  }

  /** What a person is to know: what was not read, and what has no name. */
  List<String> warnings() {
    return Stream.concat(
            scan.troubles().stream()
                .map(it -> "%s was not read: %s".formatted(shown(it.path()), it.reason())),
            nameless.stream().map(Discovery::withoutName))
        .toList();
  }

  private static List<Path> roots(Desk desk, List<Path> named) throws CommandFailure {
    if (named.isEmpty()) {
      return List.of(new WorkerFinder(desk, Optional.empty()).root());
    }
    List<Path> roots = new ArrayList<>();
    for (Path one : named) {
      Path root = desk.surroundings().directory().resolve(one).normalize();
      requireDirectory(root);
      roots.add(root);
    }
    return roots;
  }

  private static void requireDirectory(Path root) throws CommandFailure {
    try {
      if (Files.readAttributes(root, BasicFileAttributes.class).isDirectory()) {
        return;
      }
    } catch (NoSuchFileException e) {
      // As much as a file in its place: told below.
    } catch (IOException e) {
      throw new CommandFailure(
          ErrorCode.FAILED,
          "the root " + shown(root) + " cannot be read: " + Printable.of(reason(e)),
          "mount it again, or name another");
    }
    throw new CommandFailure(
        ErrorCode.NO_SUCH_DIRECTORY,
        "the root " + shown(root) + " is no directory",
        "name one to look below, or none for the usual root");
  }

  private static String reason(IOException failure) {
    return failure instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : failure.toString();
  }

  private static List<Worker> together(List<Worker> found, List<Worker> known) {
    List<Worker> all = new ArrayList<>(found);
    Set<Path> seen = directories(found);
    known.stream().filter(worker -> seen.add(worker.directory())).forEach(all::add);
    all.sort(Comparator.comparing(Worker::name).thenComparing(Worker::root));
    return List.copyOf(all);
  }

  private static Set<Path> directories(List<Worker> workers) {
    Set<Path> directories = new HashSet<>();
    workers.forEach(worker -> directories.add(worker.directory()));
    return directories;
  }

  private static String withoutName(Path directory) {
    String hint =
        Optional.ofNullable(directory.getFileName())
            .flatMap(last -> WorkerName.parse(last.toString()))
            .flatMap(_ -> Optional.ofNullable(directory.getParent()))
            .map(above -> "name a root further down: supervisor scan " + shown(above))
            .orElse("rename it: " + WorkerName.RULE);
    return "%s has a lock or a worker.json, and no worker's name leads there; %s"
        .formatted(shown(directory), hint);
  }

  private static String shown(Path path) {
    return Printable.of(path.toString());
  }
}
