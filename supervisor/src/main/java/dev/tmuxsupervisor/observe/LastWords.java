package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.judge.Epitaph;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.tmux.Tmux;

/** stub */
public final class LastWords {
  private LastWords() {}

  public static Epitaph of(Sighting sighting, Tmux tmux) {
    return new Epitaph(
        new dev.tmuxsupervisor.worker.Exit.Signal(9),
        java.util.List.of(sighting.name(), tmux.socket().toString()));
  }
}
