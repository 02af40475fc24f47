package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who works in a directory, as far as /proc lets us see: other users' processes it hides. */
public final class Occupants {
  private Occupants() {}

  /** The processes whose working directory is this one or below it, which is free of links. */
  public static List<ProcStat> of(Path directory) throws IOException {
    List<ProcStat> occupants = new ArrayList<>();
    for (Map.Entry<Long, Path> place : WorkingDirectories.read().byPid().entrySet()) {
      if (place.getValue().startsWith(directory)) {
        ProcessTable.stat(place.getKey()).ifPresent(occupants::add);
      }
    }
    return List.copyOf(occupants);
  }
}
