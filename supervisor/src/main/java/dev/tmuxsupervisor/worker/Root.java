package dev.tmuxsupervisor.worker;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the workers of a project live. */
public final class Root {
  private static final String MARK = "supervisor.toml";

  private Root() {}

  /**
   * The nearest directory at or above this one that holds a {@code supervisor.toml}, else this one.
   */
  public static Path above(Path directory) {
    for (Path at = directory; at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve(MARK))) {
        return at;
      }
    }
    return directory;
  }
}
