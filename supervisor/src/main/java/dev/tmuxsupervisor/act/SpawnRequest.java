package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.tmux.SessionName;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.util.List;
import java.util.Map;

/** What to start, and where. */
public record SpawnRequest(
    Worker worker,
    List<String> argv,
    Map<String, String> environment,
    SessionName session,
    TmuxSocket socket) {

  WorkerSpec spec(long generation) {
    return new WorkerSpec(
        Desired.UP,
        generation,
        WorkerSpec.newRun(),
        argv,
        environment,
        session.text(),
        socket.path());
  }
}
