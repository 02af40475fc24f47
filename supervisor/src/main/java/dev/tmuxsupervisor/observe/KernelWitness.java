package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.process.Liveness;
import dev.tmuxsupervisor.process.ProcessIdentity;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.process.UnixListeners;
import dev.tmuxsupervisor.tmux.ServerWitness;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import java.io.IOException;
import java.util.Optional;

/**
 * Contradicts a tmux that says there is no server, with what the kernel knows: a server whose
 * socket file was deleted still listens, and the one that a lock names may still run.
 *
 * @param known the server that was there before, if any was
 */
public record KernelWitness(TmuxSocket socket, Optional<ProcessIdentity> known)
    implements ServerWitness {

  @Override
  public Optional<String> stillRunning() {
    return known.flatMap(KernelWitness::running).or(this::listening);
  }

  private static Optional<String> running(ProcessIdentity server) {
    return switch (ProcessTable.probe(server)) {
      case Liveness.Dead _ -> Optional.empty();
      case Liveness.Alive _ ->
          Optional.of(
              "tmux server %1$d still runs ('kill -USR1 %1$d' makes it open its socket again)"
                  .formatted(server.pid()));
      case Liveness.Unknown(String how) -> Optional.of("tmux server " + server.pid() + ": " + how);
    };
  }

  private Optional<String> listening() {
    try {
      return UnixListeners.anyAt(socket.path())
          ? Optional.of("some process still listens there, although the socket's file is gone")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of("the kernel does not tell who listens: " + e.getMessage());
    }
  }
}
