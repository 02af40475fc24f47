package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.judge.PaneState;
import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.process.Pidfd;
import dev.tmuxsupervisor.tmux.Answer;
import dev.tmuxsupervisor.tmux.Pane;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.Snapshot;
import dev.tmuxsupervisor.tmux.Tmux;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How an agent ended: exit status or signal as far as tmux knows them, and what its screen showed
 * last.
 */
public record Ending(PaneState.Dead pane, List<String> lastLines) {
  private static final int LINES = 20;
  private static final int CAPTURED = 200;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final int LOOKS = 25;

  /** Waits for an agent that may end at once; empty when it still runs after {@code patience}. */
  public static Optional<Ending> within(Duration patience, Holding holding, Tmux tmux)
      throws IOException, InterruptedException {
    Optional<Pidfd> agent = Pidfd.open(holding.agent());
    if (agent.isPresent()) {
      try (Pidfd handle = agent.get()) {
        if (!handle.awaitExit(patience)) {
          return Optional.empty();
        }
      }
    }
    return holding.place().flatMap(place -> read(place, tmux));
  }

  private static Optional<Ending> read(Holding.Place place, Tmux tmux) {
    PaneId id = PaneId.parse(place.pane());
    Optional<Pane> pane = settled(id, tmux);
    return pane.filter(Pane::dead)
        .map(dead ->
            new Ending(
                new PaneState.Dead(dead.pid(), dead.exitStatus(), dead.exitSignal()),
                lines(place, id, tmux)));
  }

  /** tmux notices a death a little later, and may need to be told to look for the status. */
  private static Optional<Pane> settled(PaneId id, Tmux tmux) {
    Optional<Pane> pane = Optional.empty();
    for (int look = 0; look < LOOKS; look++) {
      pane = pane(id, tmux.snapshot(List.of()));
      if (pane.isEmpty()
          || pane.filter(it -> it.exitStatus().isPresent() || it.exitSignal().isPresent())
              .isPresent()) {
        return pane;
      }
      if (pane.get().dead()) {
        Answer<ServerIdentity> told = tmux.prod();
        if (!(told instanceof Running<ServerIdentity>)) {
          return pane;
        }
      }
      try {
        Thread.sleep(LOOK_AGAIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return pane;
      }
    }
    return pane;
  }

  private static Optional<Pane> pane(PaneId id, Answer<Snapshot> answer) {
    return answer instanceof Running<Snapshot>(Snapshot snapshot)
        ? snapshot.panes().stream().filter(pane -> pane.id().equals(id)).findFirst()
        : Optional.empty();
  }

  /** The last lines that say something: a screen that is mostly empty has its few at the top. */
  private static List<String> lines(Holding.Place place, PaneId id, Tmux tmux) {
    ServerIdentity server = new ServerIdentity(place.server().pid(), place.serverStart());
    if (!(tmux.capture(server, id, CAPTURED) instanceof Running<List<String>>(List<String> all))) {
      return List.of();
    }
    List<String> lines = all.stream().filter(line -> !line.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
  }
}
