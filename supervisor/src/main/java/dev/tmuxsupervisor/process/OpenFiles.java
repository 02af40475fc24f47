package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

  private static boolean holdsFlock(Path process, String target) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (isLocked(process, descriptor, target)) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      return false; // ended meanwhile, or another user's: it stays unnamed
    }
  }

  private static boolean isLocked(Path process, Path descriptor, String target) {
    try {
      return Files.readSymbolicLink(descriptor).toString().equals(target)
          && Files.readString(process.resolve("fdinfo").resolve(descriptor.getFileName()))
              .contains("FLOCK");
    } catch (IOException e) {
      return false; // closed meanwhile; the next one may still hold it
    }
  }
}
