package dev.tmuxsupervisor.lock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** The {@code .runtime} folder of a worker: its lock, the guard, and what we know of the worker. */
public record RuntimeDirectory(Path path) {
  /** The folder of a worker's directory, whether it exists or not. */
  public static RuntimeDirectory of(Path workerDirectory) {
    return new RuntimeDirectory(workerDirectory.resolve(".runtime"));
  }

  /** The lock file; its name is the one that Gas Town uses. */
  public Path lockFile() {
    return path.resolve("agent.lock");
  }

  /** The file that flock(2) is taken on; it is never unlinked. */
  public Path guardFile() {
    return path.resolve("agent.lock.flock");
  }

  /**
   * Makes the folder, and keeps it out of git. Throws where a link or a file stands in its place.
   */
  public void create() throws IOException {
    try {
      Files.createDirectory(path);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        NotDirectoryException refused = new NotDirectoryException(path.toString());
        refused.initCause(e);
        throw refused;
      }
    }
    Path ignore = path.resolve(".gitignore");
    while (!Files.exists(ignore, LinkOption.NOFOLLOW_LINKS)) {
      try {
        DurableFile.replace(ignore, "*\n".getBytes(StandardCharsets.UTF_8), "rw-r--r--");
      } catch (NoSuchFileException e) {
        // A holder of the guard, which we are not, took our temporary file for a leftover.
        if (!exists()) {
          throw e;
        }
      }
    }
  }

  /** Whether there is such a folder, itself and not a link to one. */
  public boolean exists() {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }
}
