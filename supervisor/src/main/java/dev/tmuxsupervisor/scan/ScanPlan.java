package dev.tmuxsupervisor.scan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be read.
 *
 * @param roots absolute, free of symbolic links, and none where another one leads anyway
 * @param threads how many read at the same time, at least one
 */
public record ScanPlan(List<Path> roots, Skips skips, int threads) {
  /** However few processors there are: what is not in memory yet is waited for. */
  private static final int THREADS = 8;

  /** Keeps its own copies. */
  public ScanPlan {
    roots = List.copyOf(roots);
  }

  /**
   * The plan for roots as somebody names them: a link to a directory means the directory, and one
   * that is below another is read once. Throws where there is no such directory.
   */
  public static ScanPlan of(List<Path> named, Skips skips) throws IOException {
    Set<Path> real = new LinkedHashSet<>();
    for (Path root : named) {
      real.add(root.toRealPath());
    }
    List<Path> roots = new ArrayList<>();
    for (Path root : real) {
      if (real.stream().noneMatch(other -> leadsTo(other, root, skips))) {
        roots.add(root);
      }
    }
    return new ScanPlan(roots, skips, THREADS);
  }

  /** A root behind a name that is skipped is reached by nobody else. */
  private static boolean leadsTo(Path above, Path root, Skips skips) {
    if (above.equals(root) || !root.startsWith(above)) {
      return false;
    }
    for (Path name : above.relativize(root)) {
      if (skips.matches(name.toString()) || name.toString().equals(Findings.RUNTIME)) {
        return false;
      }
    }
    return true;
  }
}
