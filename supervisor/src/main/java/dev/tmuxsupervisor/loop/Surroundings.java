package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.act.Recoverer;
import dev.tmuxsupervisor.observe.KernelWitness;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Opens tmux servers as the user did who spawned a worker: with that PATH, and with what a server
 * that has to be started anew is to inherit.
 */
final class Surroundings implements Recoverer.Doors {
  /** One a socket, so that its limit on clients counts them all. */
  private final Map<TmuxSocket, Tmux> doors = new ConcurrentHashMap<>();

  @Override
  public Function<TmuxSocket, Tmux> of(WorkerSpec spec) {
    return socket ->
        spec.surroundings().isEmpty()
            ? door(socket)
            : door(socket).environment(spec.surroundings());
  }

  /** For a worker of which nothing is written down. */
  Tmux door(TmuxSocket socket) {
    return doors.computeIfAbsent(
        socket, at -> Tmux.at(at).witness(new KernelWitness(at, Optional.empty())));
  }
}
