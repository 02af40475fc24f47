package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.process.ProcessIdentity;
import dev.tmuxsupervisor.tmux.Answer;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.Snapshot;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.RunMarks;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One look at each tmux server, however many workers live there. Not for use by several threads.
 */
public final class TmuxLooks {
  private record Asked(TmuxSocket socket, Optional<ProcessIdentity> known) {}

  private final Function<TmuxSocket, Tmux> doors;
  private final Map<Asked, Answer<Snapshot>> answers = new HashMap<>();

  /** Asks through these doors, each at most once. */
  public TmuxLooks(Function<TmuxSocket, Tmux> doors) {
    this.doors = doors;
  }

  /**
   * What the server at the socket says. "No server" is believed only when the server that was known
   * there is proven dead.
   */
  Answer<Snapshot> at(TmuxSocket socket, Optional<ProcessIdentity> known) {
    return answers.computeIfAbsent(
        new Asked(socket, known),
        asked ->
            doors
                .apply(socket)
                .witness(new KernelWitness(socket, known))
                .snapshot(RunMarks.OPTIONS));
  }

  /** What the server says, whatever was known of it. */
  public Answer<Snapshot> snapshot(TmuxSocket socket) {
    return answers.entrySet().stream()
        .filter(entry -> entry.getKey().socket().equals(socket))
        .map(Map.Entry::getValue)
        .filter(Running.class::isInstance)
        .findFirst()
        .orElseGet(() -> at(socket, Optional.empty()));
  }
}
