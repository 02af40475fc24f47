package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.judge.Epitaph;
import dev.tmuxsupervisor.judge.PaneState;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.worker.Exit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds out how an agent that is over ended, and what its screen showed last. */
public final class Autopsy {
  private static final int LINES = 20;
  private static final int CAPTURED = 200;
  private static final Duration LONGEST_CAPTURE = Duration.ofSeconds(1);

  private Autopsy() {}

  /**
   * Asks tmux as little as possible: not at all for the exit that the sighting tells, and at most
   * half a second for one that tmux has yet to notice. What tmux does not tell is unknown.
   *
   * @param sighting of the pane in which the agent ran; the caller knows that it is over
   */
  public static Epitaph of(Sighting sighting, Tmux tmux) throws InterruptedException {
    DeadPane pane = new DeadPane(sighting.server(), sighting.pane(), tmux);
    Optional<Exit> exit =
        switch (sighting.state()) {
          case PaneState.Dead(_, var status, var signal) -> {
            Optional<Exit> known = DeadPane.exit(status, signal);
            yield known.isPresent() ? known : pane.exitOnceRoused();
          }
          case PaneState.RunsAgent _ -> pane.exit();
          case PaneState.RunsShell _, PaneState.RunsOther _ -> Optional.of(new Exit.Unknown());
          case PaneState.Closed _ -> Optional.empty();
        };
    return epitaph(exit, sighting.server(), sighting.pane(), tmux);
  }

  private static Epitaph epitaph(
      Optional<Exit> exit, ServerIdentity server, PaneId pane, Tmux tmux) {
    return exit.map(how -> new Epitaph(how, lines(server, pane, tmux))).orElse(Epitaph.NONE);
  }

  /** The last lines that say something: a screen that is mostly empty has its few at the top. */
  private static List<String> lines(ServerIdentity server, PaneId pane, Tmux tmux) {
    if (!(tmux.deadline(LONGEST_CAPTURE).capture(server, pane, CAPTURED)
        instanceof Running<List<String>>(List<String> all))) {
      return List.of();
    }
    List<String> lines = all.stream().filter(line -> !line.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
  }
}
