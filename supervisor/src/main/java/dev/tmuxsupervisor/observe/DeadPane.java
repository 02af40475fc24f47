package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.process.ChildSignal;
import dev.tmuxsupervisor.process.ProcessIdentity;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.tmux.Answer;
import dev.tmuxsupervisor.tmux.Pane;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.Snapshot;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.worker.Exit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A pane whose program is over, which tmux notices a little later: by the terminal's hang-up that
 * it is dead, and by SIGCHLD how. Debian's build loses that signal.
 */
record DeadPane(ServerIdentity server, PaneId id, Tmux tmux) {
  private static final Duration BUDGET = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

  /** What tmux knows, if it knows anything. */
  static Optional<Exit> exit(OptionalInt status, OptionalInt signal) {
    if (status.isPresent()) {
      return Optional.of(new Exit.Status(status.getAsInt()));
    }
    return signal.isPresent() ? Optional.of(new Exit.Signal(signal.getAsInt())) : Optional.empty();
  }

  /** As {@link #exit()}, of one that tmux has seen dead without knowing how. */
  Optional<Exit> exitOnceRoused() throws InterruptedException {
    rouse();
    return exit();
  }

  /** How it ended, once tmux noticed; empty when it is gone or tmux does not answer. */
  Optional<Exit> exit() throws InterruptedException {
    long end = System.nanoTime() + BUDGET.toNanos();
    Duration pause = Duration.ofMillis(1);
    for (Duration left = BUDGET; left.isPositive(); ) {
      Optional<Pane> pane = look(left);
      if (pane.isEmpty()) {
        return Optional.empty();
      }
      Optional<Exit> exit = exit(pane.get().exitStatus(), pane.get().exitSignal());
      if (exit.isPresent()) {
        return exit;
      }
      if (pane.get().dead()) {
        rouse();
      }
      Thread.sleep(pause);
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
      left = Duration.ofNanos(end - System.nanoTime());
    }
    return Optional.of(new Exit.Unknown());
  }

  private Optional<Pane> look(Duration longest) {
    Answer<Snapshot> answer = tmux.deadline(longest).snapshotAround(id, List.of());
    return answer instanceof Running<Snapshot>(Snapshot snapshot)
            && snapshot.server().equals(server)
        ? snapshot.panes().stream().filter(pane -> pane.id().equals(id)).findFirst()
        : Optional.empty();
  }

  private void rouse() {
    try {
      Optional<ProcessIdentity> process = ProcessTable.identify(server.pid());
      if (process.isPresent()) {
        ChildSignal.send(process.get());
      }
    } catch (IOException e) {
      tmux.prod(); // no pidfds here; a child of its own that ends does the same, and takes longer
    }
  }
}
