package dev.tmuxsupervisor.publish;

import dev.tmuxsupervisor.judge.Condition;
import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Workers below a directory, in any state and for any reason. */
record Statuses(Path root) {
  WorkerStatus of(String name, State state, String reason) throws Exception {
    Files.createDirectories(root.resolve(name));
    return new WorkerStatus(
        Worker.resolve(root, new WorkerName(name)),
        new Condition(state, reason, Optional.empty()),
        new TmuxSocket(Path.of("/run/t")),
        Optional.empty());
  }

  WorkerStatus of(String name, State state) throws Exception {
    return of(name, state, "so it is");
  }
}
