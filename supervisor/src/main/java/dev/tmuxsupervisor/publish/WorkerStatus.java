package dev.tmuxsupervisor.publish;

import dev.tmuxsupervisor.judge.Condition;
import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.judge.Judge;
import dev.tmuxsupervisor.judge.PaneState;
import dev.tmuxsupervisor.judge.SessionLeg;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.SessionId;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.RunMarks;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.util.Optional;

/**
 * What people are shown of a worker.
 *
 * @param socket of the tmux server that it belongs to, whether or not anything is there
 * @param berth its pane, while that exists
 */
public record WorkerStatus(
    Worker worker, Condition condition, TmuxSocket socket, Optional<Berth> berth) {
  /**
   * A pane that exists, with its program alive or dead.
   *
   * @param adopted whether the session is somebody else's, and only the pane the worker's
   */
  public record Berth(ServerIdentity server, SessionId session, PaneId pane, boolean adopted) {}

  /**
   * Pure but for its inputs.
   *
   * @param usual the socket of a worker of which nothing says where it belongs
   */
  public static WorkerStatus of(
      Worker worker, Optional<WorkerSpec> spec, Evidence evidence, TmuxSocket usual, BootTime now) {
    Condition condition = Condition.of(Judge.judge(evidence), spec, now);
    if (evidence.session() instanceof SessionLeg.There(Sighting sighting, _)) {
      return new WorkerStatus(worker, condition, sighting.socket(), berth(sighting));
    }
    TmuxSocket socket = spec.map(it -> new TmuxSocket(it.socket())).orElse(usual);
    return new WorkerStatus(worker, condition, socket, Optional.empty());
  }

  /** What its state means to a person. */
  public Light light() {
    return Light.of(condition.state());
  }

  /** The same for this tmux server: a pane of one that is gone says nothing of its panes. */
  WorkerStatus on(ServerIdentity server) {
    return new WorkerStatus(
        worker, condition, socket, berth.filter(it -> it.server().equals(server)));
  }

  private static Optional<Berth> berth(Sighting sighting) {
    return sighting.state() instanceof PaneState.Closed
        ? Optional.empty()
        : Optional.of(
            new Berth(
                sighting.server(),
                sighting.session(),
                sighting.pane(),
                sighting.marks().containsKey(RunMarks.ADOPTED)));
  }
}
