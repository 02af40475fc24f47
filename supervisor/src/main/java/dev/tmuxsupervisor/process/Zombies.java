package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Processes that ended, and whose parents have not asked how. */
public final class Zombies {
  private Zombies() {}

  /** How many now, by the pid of the parent. */
  public static Map<Long, Integer> byParent() throws IOException {
    Map<Long, Integer> count = new HashMap<>();
    for (ProcStat process : ProcessTable.all()) {
      if (process.isOver()) {
        count.merge(process.parent(), 1, Integer::sum);
      }
    }
    return count;
  }
}
