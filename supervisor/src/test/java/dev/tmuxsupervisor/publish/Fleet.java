package dev.tmuxsupervisor.publish;

import dev.tmuxsupervisor.judge.Condition;
import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.publish.WorkerStatus.Berth;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.nio.file.Path;
import java.util.Optional;

/** Workers as the board shows them. */
final class Fleet {
  private static final Path ROOT = Path.of("/town");

  private Fleet() {}

  static WorkerStatus worker(String name, State state, TmuxSocket socket, Berth berth) {
    return worker(name, state, "it is so", socket, Optional.of(berth));
  }

  static WorkerStatus gone(String name, State state, TmuxSocket socket) {
    return worker(name, state, "it is so", socket, Optional.empty());
  }

  static WorkerStatus worker(
      String name, State state, String reason, TmuxSocket socket, Optional<Berth> berth) {
    return new WorkerStatus(
        new Worker(new WorkerName(name), ROOT, ROOT.resolve(name)),
        new Condition(state, reason, Optional.empty()),
        socket,
        berth);
  }
}
