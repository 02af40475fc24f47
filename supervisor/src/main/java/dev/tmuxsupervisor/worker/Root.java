package dev.tmuxsupervisor.worker;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Where the workers of a project live. */
public final class Root {
  private static final String MARK = "supervisor.toml";

  private Root() {}

  /** Where the fleet file of a root is, if it has one. */
  public static Path file(Path root) {
    return root.resolve(MARK);
  }

  /**
   * The nearest directory at or above this one that holds a {@code supervisor.toml}, else this one.
   * Whether that file can be used is not looked at here: a bad one is an error, and no reason to go
   * on to a root further up.
   */
  public static Path above(Path directory) {
    for (Path at = directory; at != null; at = at.getParent()) {
      if (Files.exists(file(at), LinkOption.NOFOLLOW_LINKS)) {
        return at;
      }
    }
    return directory;
  }
}
