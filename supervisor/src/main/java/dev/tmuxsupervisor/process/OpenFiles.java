package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Who has a file open, as far as /proc lets us see: for error messages, never for a decision. */
public final class OpenFiles {
  private OpenFiles() {}

  /**
   * The processes that hold a flock(2) on the file, as "pid N (name)"; none when there is no file.
   * {@code /proc/locks} names the process that took the lock, which may be gone; the {@code lock:}
   * lines of proc_pid_fdinfo(5) stand at every descriptor that keeps it.
   */
  public static List<String> flockHolders(Path file) throws IOException {
    List<String> holders = new ArrayList<>();
    if (!Files.exists(file)) {
      return holders;
    }
    String target = file.toRealPath().toString();
    for (ProcStat process : ProcessTable.all()) {
      if (holdsFlock(Path.of("/proc", Long.toString(process.pid())), target)) {
        holders.add("pid " + process.pid() + " (" + Printable.of(process.comm()) + ")");
      }
    }
    return holders;
  }

  /** The files that a process holds a flock(2) on; none where that cannot be seen. */
  public static List<Path> flockedBy(long pid) {
    return flocked(Path.of("/proc", Long.toString(pid)), _ -> true).stream().map(Path::of).toList();
  }

  private static boolean holdsFlock(Path process, String target) {
    return !flocked(process, target::equals).isEmpty();
  }

  private static List<String> flocked(Path process, Predicate<String> wanted) {
    List<String> files = new ArrayList<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        lockedThrough(process, descriptor, wanted).ifPresent(files::add);
      }
      return files;
    } catch (IOException | DirectoryIteratorException e) {
      return files; // ended meanwhile, or another user's: it stays unnamed
    }
  }

  private static Optional<String> lockedThrough(
      Path process, Path descriptor, Predicate<String> wanted) {
    try {
      String file = Files.readSymbolicLink(descriptor).toString();
      return wanted.test(file)
              && Files.readString(process.resolve("fdinfo").resolve(descriptor.getFileName()))
                  .contains("FLOCK")
          ? Optional.of(file)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // closed meanwhile; the next one may still hold it
    }
  }
}
