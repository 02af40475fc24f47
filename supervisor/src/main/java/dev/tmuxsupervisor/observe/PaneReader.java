package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.judge.PaneState;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.process.ProcStat;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.tmux.Pane;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.Session;
import dev.tmuxsupervisor.tmux.Snapshot;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.RunMarks;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Turns a pane of a snapshot into a sighting of a worker. */
final class PaneReader {
  private static final Set<String> SHELLS =
      Set.of(
          "sh", "bash", "dash", "zsh", "ksh", "mksh", "fish", "tcsh", "csh", "ash", "busybox",
          "nu");

  private final TmuxSocket socket;
  private final Snapshot snapshot;
  private final OptionalLong lockedPid;
  private final String run;

  /**
   * With the pid and the run that the lock names; no pid for a claim, in which any living pane is
   * the agent's.
   */
  PaneReader(TmuxSocket socket, Snapshot snapshot, OptionalLong lockedPid, String run) {
    this.socket = socket;
    this.snapshot = snapshot;
    this.lockedPid = lockedPid;
    this.run = run;
  }

  Sighting read(Session session, Pane pane) {
    return sighting(session, pane.id(), state(pane), pane.options());
  }

  Sighting withoutPane(Session session, PaneId was) {
    return sighting(session, was, new PaneState.Closed(), session.options());
  }

  private Sighting sighting(
      Session session, PaneId id, PaneState state, Map<String, String> marks) {
    return new Sighting(
        socket,
        snapshot.server(),
        session.id(),
        session.name(),
        session.created(),
        id,
        state,
        marks);
  }

  private PaneState state(Pane pane) {
    if (pane.dead()) {
      return new PaneState.Dead(pane.pid(), pane.exitStatus(), pane.exitSignal());
    }
    if (lockedPid.isPresent() && pane.pid() == lockedPid.getAsLong()) {
      return new PaneState.RunsAgent();
    }
    return lockedPid.isPresent() && isOfRun(pane) && isShell(pane)
        ? new PaneState.RunsShell(pane.pid())
        : new PaneState.RunsOther(pane.pid(), pane.command());
  }

  /** A pane with a later mark was respawned for an agent that the lock does not know yet. */
  private boolean isOfRun(Pane pane) {
    return pane.options().getOrDefault(RunMarks.RUN, run).equals(run);
  }

  /** A shell that runs a script, or has anything running, counts as another process. */
  private static boolean isShell(Pane pane) {
    try {
      return SHELLS.contains(pane.command())
          && ProcessTable.stat(pane.pid()).map(ProcStat::comm).filter(SHELLS::contains).isPresent()
          && ProcessTable.arguments(pane.pid()).stream().skip(1).allMatch(PaneReader::isFlag)
          && !ProcessTable.hasChildren(pane.pid());
    } catch (IOException e) {
      return false; // some process, for all we know: nothing is respawned over it
    }
  }

  /** Such as {@code -l}; but the word after {@code -c} is a script, and is none. */
  private static boolean isFlag(String word) {
    return word.startsWith("-");
  }
}
