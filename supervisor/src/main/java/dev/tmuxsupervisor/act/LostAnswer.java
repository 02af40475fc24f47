package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.tmux.Reason;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.Snapshot;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.worker.RunMarks;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What became of marks that a pane was to be given, when tmux did not answer. */
enum LostAnswer {
  /** The pane bears them. */
  CARRIED_OUT,
  /** It does not, and will not. */
  LOST,
  /** Nobody knows, or it may still come. */
  OPEN;

  /** A client that is still at it, or a stopped server that has yet to read what it said. */
  private static final Set<Reason> MAY_STILL_COME = EnumSet.of(Reason.DEADLINE, Reason.INTERRUPTED);

  /** Looks at the pane. */
  static LostAnswer find(Tmux tmux, RunningPane pane, WorkerSpec spec, Reason reason) {
    Optional<RunningPane> found =
        tmux.snapshot(RunMarks.OPTIONS) instanceof Running<Snapshot>(Snapshot snapshot)
            ? pane.in(snapshot)
            : Optional.empty();
    if (found.isEmpty()) {
      return OPEN;
    }
    if (found.get().mark(RunMarks.RUN).filter(spec.run()::equals).isPresent()) {
      return CARRIED_OUT;
    }
    return MAY_STILL_COME.contains(reason) ? OPEN : LOST;
  }
}
