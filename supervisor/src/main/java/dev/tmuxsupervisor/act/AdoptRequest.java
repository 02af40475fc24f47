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

/**
 * A program that runs in tmux, and the worker whose agent it is to be.
 *
 * @param argv what to start when it has ended
 * @param others all other workers that are known, none of which may hold the pane
 */
public record AdoptRequest(
    Worker worker,
    TmuxSocket socket,
    RunningPane pane,
    List<String> argv,
    Map<String, String> environment,
    Map<String, String> surroundings,
    Policy policy,
    List<Worker> others) {

  WorkerSpec spec(long generation, String run) {
    return new WorkerSpec(
        Desired.UP,
        generation,
        run,
        argv,
        environment,
        surroundings,
        sessionName(),
        socket.path(),
        policy,
        History.FRESH);
  }

  /**
   * What a later session is called: as this one, unless that stays without the pane, or we could
   * not give such a name.
   */
  private String sessionName() {
    try {
      return pane.alone() ? new SessionName(pane.session().name()).text() : worker.name().text();
    } catch (IllegalArgumentException e) {
      return worker.name().text();
    }
  }
}
