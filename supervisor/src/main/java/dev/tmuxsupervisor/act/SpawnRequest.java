package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.tmux.SessionName;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.util.List;
import java.util.Map;

/** What to start, and where. */
public record SpawnRequest(
    Worker worker,
    List<String> argv,
    Map<String, String> environment,
    Map<String, String> surroundings,
    SessionName session,
    TmuxSocket socket,
    Policy policy,
    History history) {

  /** What to start again: as it is written down, with this history. */
  public static SpawnRequest again(Worker worker, WorkerSpec spec, History history) {
    return new SpawnRequest(
        worker,
        spec.argv(),
        spec.environment(),
        spec.surroundings(),
        new SessionName(spec.session()),
        new TmuxSocket(spec.socket()),
        spec.policy(),
        history);
  }

  WorkerSpec spec(long generation) {
    return new WorkerSpec(
        Desired.UP,
        generation,
        WorkerSpec.newRun(),
        argv,
        environment,
        surroundings,
        session.text(),
        socket.path(),
        policy,
        history);
  }
}
