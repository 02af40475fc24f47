package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.worker.Exit;
import java.util.List;

/** How a run ended, as far as tmux knew, and what its screen showed last. */
public record Epitaph(Exit exit, List<String> lastLines) {
  /** Of a run whose pane is gone: nobody can tell. */
  public static final Epitaph NONE = new Epitaph(new Exit.Unknown(), List.of());

  /** Copies what can be changed from outside. */
  public Epitaph {
    lastLines = List.copyOf(lastLines);
  }
}
