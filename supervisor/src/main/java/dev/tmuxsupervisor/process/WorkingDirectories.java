package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where every process works, by one look at all of /proc.
 *
 * @param byPid absolute, as this process would say it
 * @param hidden pids of those of which the kernel does not tell it: other users', and any whose
 *     path is too long to be said
 */
public record WorkingDirectories(Map<Long, Path> byPid, List<Long> hidden) {
  /** Looks now. A process that ends meanwhile is left out. */
  public static WorkingDirectories read() throws IOException {
    Map<Long, Path> byPid = new HashMap<>();
    List<Long> hidden = new ArrayList<>();
    for (long pid : ProcessTable.pids()) {
      try {
        byPid.put(pid, Files.readSymbolicLink(link(pid)));
      } catch (IOException e) {
        if (!isGoing(pid, e)) {
          hidden.add(pid);
        }
      }
    }
    return new WorkingDirectories(Map.copyOf(byPid), List.copyOf(hidden));
  }

  /** One that ends leaves its directory before it stops being alive. */
  private static boolean isGoing(long pid, IOException e) throws IOException {
    return e instanceof NoSuchFileException
        || ProcessTable.stat(pid).filter(stat -> !stat.isOver()).isEmpty();
  }

  /** The link that leads to a process's directory, also where its path means another one here. */
  public static Path link(long pid) {
    return Path.of("/proc", Long.toString(pid), "cwd");
  }

  /** How many of the hidden are programs: the kernel's own threads have no command line. */
  public int hiddenPrograms() throws IOException {
    int programs = 0;
    for (long pid : hidden) {
      programs += ProcessTable.arguments(pid).isEmpty() ? 0 : 1;
    }
    return programs;
  }
}
