package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.judge.Epitaph;
import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.process.Pidfd;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.Tmux;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Waits for the end of an agent that may end at once. */
public final class Ending {
  private Ending() {}

  /** How it ended; empty when it still runs after {@code patience}. */
  public static Optional<Epitaph> within(Duration patience, Holding holding, Tmux tmux)
      throws IOException, InterruptedException {
    Optional<Pidfd> agent = Pidfd.open(holding.agent());
    if (agent.isPresent()) {
      try (Pidfd handle = agent.get()) {
        if (!handle.awaitExit(patience)) {
          return Optional.empty();
        }
      }
    }
    if (holding.place().isEmpty()) {
      return Optional.of(Epitaph.NONE);
    }
    Holding.Place place = holding.place().get();
    ServerIdentity server = new ServerIdentity(place.server().pid(), place.serverStart());
    return Optional.of(Autopsy.of(server, PaneId.parse(place.pane()), tmux));
  }
}
