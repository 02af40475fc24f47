package dev.tmuxsupervisor.tmux;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Believes that a server is gone only when its process is: tmux says the same of a server whose
 * socket was deleted.
 */
final class Absence {
  /** A server that exits removes its socket some milliseconds before its process ends. */
  private static final Duration EXIT = Duration.ofMillis(300);

  private static final Duration STEP = Duration.ofMillis(5);

  private Absence() {}

  static <T> Answer<T> confirm(
      NoServer<T> said,
      TmuxSocket socket,
      Optional<ServerProcess> seen,
      ServerWitness witness,
      Deadline end) {
    Deadline patience = Deadline.in(EXIT);
    Optional<String> alive = alive(seen, witness);
    while (alive.isPresent() && !patience.passed() && !end.passed()) {
      LockSupport.parkNanos(STEP.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        return Client.interrupted();
      }
      alive = alive(seen, witness);
    }
    if (alive.isEmpty()) {
      return said;
    }
    return new Unreachable<>(
        Reason.SOCKET_LOST,
        "%s, but its socket %s does not answer (tmux: %s)"
            .formatted(alive.get(), socket, said.text()));
  }

  private static Optional<String> alive(Optional<ServerProcess> seen, ServerWitness witness) {
    return seen.filter(ServerProcess::runs)
        .map(server ->
            "the tmux server %1$d still runs ('kill -USR1 %1$d' makes it open its socket again)"
                .formatted(server.pid()))
        .or(witness::stillRunning);
  }
}
