package dev.tmuxsupervisor.tmux;

import java.util.Optional;

/**
 * Someone who knew a server at the socket and can tell whether its process still runs. Asked only
 * when tmux says that there is no server, which it also says when the socket was deleted.
 */
@FunctionalInterface
public interface ServerWitness {
  /** A witness who knew none. */
  ServerWitness NONE = Optional::empty;

  /** The running server, in words for people that name its pid; empty if none is known to run. */
  Optional<String> stillRunning();
}
