package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockFile;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.lock.RuntimeDirectory;
import dev.tmuxsupervisor.worker.Root;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names for directories that were found: as their lock says, else as the index does, else by the
 * nearest {@code supervisor.toml} above, else by the root that was read.
 *
 * @param roots free of symbolic links
 * @param known of the index
 */
record Naming(List<Path> roots, List<Worker> known) {
  /** The worker of this directory, unless there is no name for it. */
  Optional<Worker> of(Path directory) {
    return isText(directory)
        ? byLock(directory)
            .or(() -> byIndex(directory))
            .or(() -> named(directory, rootAbove(directory)))
            .or(() -> named(directory, scanned(directory)))
        : Optional.empty();
  }

  private static Optional<Worker> byLock(Path directory) {
    return new LockFile(RuntimeDirectory.of(directory)).read()
            instanceof LockReading.Present present
        ? Optional.of(present.lock())
            .flatMap(LockRecord::holding)
            .map(Holding::worker)
            .flatMap(WorkerName::parse)
            .flatMap(name -> endingWith(directory, name))
        : Optional.empty();
  }

  private static Optional<Worker> endingWith(Path directory, WorkerName name) {
    Path end = Path.of(name.text());
    if (!directory.endsWith(end)) {
      return Optional.empty();
    }
    Optional<Path> root = Optional.of(directory);
    for (int i = 0; i < end.getNameCount(); i++) {
      root = root.map(Path::getParent);
    }
    return root.map(it -> new Worker(name, it, directory));
  }

  private Optional<Worker> byIndex(Path directory) {
    return known.stream().filter(worker -> worker.directory().equals(directory)).findFirst();
  }

  /** A file in the directory itself makes it a root of others, and nothing of itself. */
  private static Optional<Path> rootAbove(Path directory) {
    return Stream.iterate(directory, at -> at != null, Path::getParent)
        .skip(1)
        .filter(at -> Files.exists(Root.file(at), LinkOption.NOFOLLOW_LINKS))
        .findFirst();
  }

  /** The nearest root that was read; above it for one that is a worker itself. */
  private Optional<Path> scanned(Path directory) {
    return roots.stream()
        .filter(directory::startsWith)
        .max(Comparator.comparingInt(Path::getNameCount))
        .map(root -> root.equals(directory) ? root.getParent() : root);
  }

  private static Optional<Worker> named(Path directory, Optional<Path> root) {
    return root.flatMap(it ->
        WorkerName.parse(it.relativize(directory).toString())
            .map(name -> new Worker(name, it, directory)));
  }

  /** Names that are no text of this system's character set cannot be written down, nor typed. */
  private static boolean isText(Path directory) {
    try {
      return Path.of(directory.toString()).equals(directory);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
