package dev.tmuxsupervisor.fleet;

import dev.tmuxsupervisor.worker.WorkerName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The directories that a pattern means. Passed over are hidden ones, those that no worker can be
 * called after, those that cannot be read, and links that leave the root.
 */
final class Directories {
  private Directories() {}

  /**
   * One of them.
   *
   * @param directory free of symbolic links
   * @param linked whether a link leads there
   */
  record Found(WorkerName name, Path directory, boolean linked) {}

  static List<Found> matching(Path root, NameGlob glob) throws IOException {
    Path top = root.toRealPath();
    List<Path> level = List.of(top);
    for (int depth = 0; depth < glob.depth(); depth++) {
      List<Path> below = new ArrayList<>();
      for (Path directory : level) {
        addBelow(directory, glob, depth, top, below);
      }
      level = below;
    }
    List<Found> found = new ArrayList<>();
    for (Path path : level) {
      Path directory = path.toRealPath();
      WorkerName name = new WorkerName(top.relativize(path).toString());
      found.add(new Found(name, directory, !directory.equals(path)));
    }
    return found;
  }

  private static void addBelow(Path directory, NameGlob glob, int depth, Path top, List<Path> below)
      throws IOException {
    if (!Files.isReadable(directory)) {
      return;
    }
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(directory, entry -> isMeant(entry, glob, depth, top))) {
      entries.forEach(below::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static boolean isMeant(Path entry, NameGlob glob, int depth, Path top)
      throws IOException {
    String name = String.valueOf(entry.getFileName());
    return WorkerName.parse(name).isPresent()
        && glob.matches(depth, name)
        && Files.isDirectory(entry)
        && isBelow(entry.toRealPath(), top);
  }

  private static boolean isBelow(Path directory, Path top) {
    return directory.startsWith(top) && !directory.equals(top);
  }
}
