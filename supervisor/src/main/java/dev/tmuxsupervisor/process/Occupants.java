package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who works in a directory, as far as /proc lets us see. */
public final class Occupants {
  private Occupants() {}

  /** The processes whose working directory is this one or below it, which is free of links. */
  public static List<ProcStat> of(Path directory) throws IOException {
    List<ProcStat> occupants = new ArrayList<>();
    for (ProcStat process : ProcessTable.all()) {
      if (worksIn(process.pid(), directory)) {
        occupants.add(process);
      }
    }
    return List.copyOf(occupants);
  }

  private static boolean worksIn(long pid, Path directory) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
          .startsWith(directory);
    } catch (IOException e) {
      return false; // over meanwhile, or another user's
    }
  }
}
