package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
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
 * @param hidden pids of other users' processes, of which the kernel does not tell it
 */
public record WorkingDirectories(Map<Long, Path> byPid, List<Long> hidden) {
  /** Looks now. A process that ends meanwhile is left out. */
  public static WorkingDirectories read() throws IOException {
    Map<Long, Path> byPid = new HashMap<>();
    List<Long> hidden = new ArrayList<>();
    for (long pid : ProcessTable.pids()) {
      try {
        byPid.put(pid, Files.readSymbolicLink(link(pid)));
      } catch (AccessDeniedException e) {
        hidden.add(pid);
      } catch (NoSuchFileException e) {
        continue; // over, or so nearly that it has left its directory
      } catch (IOException e) {
        if (ProcessTable.stat(pid).filter(stat -> !stat.isOver()).isPresent()) {
          throw e;
        }
      }
    }
    return new WorkingDirectories(Map.copyOf(byPid), List.copyOf(hidden));
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
