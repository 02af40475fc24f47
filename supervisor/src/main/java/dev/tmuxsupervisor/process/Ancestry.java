package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who started whom, as far as it is asked; each process is looked at once. */
public final class Ancestry {
  private static final String TMUX_SERVER = "tmux: server";
  private static final int DEEPEST = 1000;

  private final Map<Long, Optional<ProcStat>> known = new HashMap<>();

  /** The living process of this pid. */
  public Optional<ProcStat> process(long pid) throws IOException {
    Optional<ProcStat> before = known.get(pid);
    if (before != null) {
      return before;
    }
    Optional<ProcStat> now = ProcessTable.stat(pid).filter(stat -> !stat.isOver());
    known.put(pid, now);
    return now;
  }

  /**
   * Its parent, its parent's parent and so on, nearest first. The last one is a tmux server, whose
   * panes are nobody's children, or the last that there is.
   */
  public List<ProcStat> above(ProcStat process) throws IOException {
    List<ProcStat> above = new ArrayList<>();
    Optional<ProcStat> next = process(process.parent());
    while (next.isPresent() && above.size() < DEEPEST) { // a torn table may hold a loop
      above.add(next.get());
      if (isTmuxServer(next.get())) {
        break;
      }
      next = process(next.get().parent());
    }
    return above;
  }

  /** Whether it is one by its own word. */
  public static boolean isTmuxServer(ProcStat process) {
    return process.comm().equals(TMUX_SERVER);
  }
}
