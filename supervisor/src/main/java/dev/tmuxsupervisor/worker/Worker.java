package dev.tmuxsupervisor.worker;

import dev.tmuxsupervisor.lock.LockFile;
import dev.tmuxsupervisor.lock.RuntimeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A worker is its directory; the name says where that is below the root.
 *
 * @param directory absolute and free of symbolic links, so that two names for one place meet in one
 *     lock
 */
public record Worker(WorkerName name, Path root, Path directory) {
  /** Why a name leads to no worker. */
  public static final class Unresolved extends Exception {
    private static final long serialVersionUID = 1;

    /** The kinds of reasons. */
    public enum Reason {
      MISSING,
      OUTSIDE_ROOT,
      NO_DIRECTORY
    }

    private final Reason reason;

    Unresolved(Reason reason, String message) {
      super(message);
      this.reason = reason;
    }

    /** The kind of reason. */
    public Reason reason() {
      return reason;
    }
  }

  /**
   * Finds the worker's directory below the root. Throws when there is none, or it leaves the root.
   */
  public static Worker resolve(Path root, WorkerName name) throws Unresolved, IOException {
    Path wanted = root.resolve(name.text());
    if (!Files.exists(wanted)) {
      throw new Unresolved(Unresolved.Reason.MISSING, wanted + " does not exist");
    }
    Path realRoot = root.toRealPath();
    Path directory = wanted.toRealPath();
    if (!directory.startsWith(realRoot) || directory.equals(realRoot)) {
      throw new Unresolved(
          Unresolved.Reason.OUTSIDE_ROOT,
          wanted + " leads to " + directory + ", outside " + realRoot);
    }
    if (!Files.isDirectory(directory)) {
      throw new Unresolved(Unresolved.Reason.NO_DIRECTORY, wanted + " is not a directory");
    }
    return new Worker(name, realRoot, directory);
  }

  /** As {@link #resolve}, after making the directory; nothing is made outside the root. */
  public static Worker create(Path root, WorkerName name) throws Unresolved, IOException {
    Files.createDirectories(planned(root, name).directory());
    return resolve(root, name);
  }

  /** The worker that {@link #create} would make. */
  public static Worker planned(Path root, WorkerName name) throws Unresolved, IOException {
    Path realRoot = root.toRealPath();
    Path wanted = realRoot.resolve(name.text());
    Path above = wanted;
    while (!Files.exists(above) && above.getParent() != null) {
      above = above.getParent();
    }
    Path real = above.toRealPath();
    if (!real.startsWith(realRoot)) {
      throw new Unresolved(
          Unresolved.Reason.OUTSIDE_ROOT, above + " leads to " + real + ", outside " + realRoot);
    }
    return new Worker(name, realRoot, real.resolve(above.relativize(wanted)));
  }

  // By hand, and not through the call site that a record gets: the loop's maps ask very often.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Worker(var otherName, var otherRoot, var otherDirectory)
        && directory.equals(otherDirectory)
        && name.equals(otherName)
        && root.equals(otherRoot);
  }

  @Override
  public int hashCode() {
    return directory.hashCode();
  }

  /** Its {@code .runtime} folder. */
  public RuntimeDirectory runtime() {
    return RuntimeDirectory.of(directory);
  }

  /** Its lock. */
  public LockFile lock() {
    return new LockFile(runtime());
  }

  /** What we wrote down about it. */
  public WorkerFile file() {
    return new WorkerFile(runtime());
  }

  /** Its runs that are over. */
  public RunArchive runs() {
    return new RunArchive(runtime());
  }
}
