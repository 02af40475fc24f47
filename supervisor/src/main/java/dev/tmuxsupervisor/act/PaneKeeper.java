package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.SessionLeg;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.tmux.Answer;
import dev.tmuxsupervisor.tmux.Guarded;
import dev.tmuxsupervisor.tmux.NoServer;
import dev.tmuxsupervisor.tmux.Refused;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.tmux.Unreachable;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Has a pane outlive the agent that is about to be ended in it. It was made so, but an agent or its
 * user may have set {@code remain-on-exit} off since; then tmux closes the pane with its program.
 */
final class PaneKeeper {
  private PaneKeeper() {}

  /** Why that cannot be had, if so; then the agent is better left alone. */
  static Optional<Deed.NotStarted> keep(Function<TmuxSocket, Tmux> doors, Verdict verdict) {
    if (!(verdict instanceof Verdict.Held(_, SessionLeg.There(Sighting sighting, _), _))) {
      return Optional.empty(); // what lives without a session has no pane
    }
    Answer<ServerIdentity> answer =
        doors
            .apply(sighting.socket())
            .keep(Guarded.of(sighting.server(), sighting.pane()), Map.of());
    return switch (answer) {
      case Running<ServerIdentity> _ -> Optional.empty();
      case Refused<ServerIdentity>(String text) -> wasNotEnded(text, false);
      case NoServer<ServerIdentity>(String text) -> wasNotEnded(text, false);
      case Unreachable<ServerIdentity>(_, String text) -> wasNotEnded(text, true);
    };
  }

  private static Optional<Deed.NotStarted> wasNotEnded(String text, boolean open) {
    return Optional.of(
        new Deed.NotStarted("its agent was left alone, since its pane would go: " + text, open));
  }
}
