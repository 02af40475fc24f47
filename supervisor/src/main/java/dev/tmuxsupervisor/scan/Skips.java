package dev.tmuxsupervisor.scan;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of directories that a scan passes over with all that is below them.
 *
 * @param names as they are
 * @param beginnings of names that go on in any way
 */
public record Skips(Set<String> names, Set<String> beginnings) {
  /** Nothing is passed over. */
  public static final Skips NONE = new Skips(Set.of(), Set.of());

  /** What version control, package managers and builds fill, and no worker lives in. */
  public static final Skips USUAL =
      NONE.plus(
          List.of(
              ".git",
              "node_modules",
              "vendor",
              "target",
              "build",
              "dist",
              ".gradle",
              ".m2",
              "bazel-*",
              ".dolt-data",
              ".dolt-backup",
              ".venv"));

  /** Keeps its own copies. */
  public Skips {
    names = Set.copyOf(names);
    beginnings = Set.copyOf(beginnings);
  }

  /**
   * These and more.
   *
   * @param more names, or beginnings followed by {@code *}
   * @throws IllegalArgumentException for what is no name, with words for a person
   */
  public Skips plus(Collection<String> more) {
    Set<String> allNames = new HashSet<>(names);
    Set<String> allBeginnings = new HashSet<>(beginnings);
    for (String one : more) {
      boolean open = one.endsWith("*");
      String name = open ? one.substring(0, one.length() - 1) : one;
      if (name.isEmpty() || name.contains("*") || name.contains("/") || name.contains("\0")) {
        throw new IllegalArgumentException(
            "'" + one + "' is neither the name of a directory nor the beginning of one and a '*'");
      }
      (open ? allBeginnings : allNames).add(name);
    }
    return new Skips(allNames, allBeginnings);
  }

  /** These and those. */
  public Skips plus(Skips others) {
    Set<String> allNames = new HashSet<>(names);
    Set<String> allBeginnings = new HashSet<>(beginnings);
    allNames.addAll(others.names);
    allBeginnings.addAll(others.beginnings);
    return new Skips(allNames, allBeginnings);
  }

  /** Whether a directory of this name is passed over. */
  public boolean matches(String name) {
    if (names.contains(name)) {
      return true;
    }
    for (String beginning : beginnings) {
      if (name.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }
}
