package dev.tmuxsupervisor.tmux;

/** What a command can be aimed at: never a name, as tmux completes names by prefix and pattern. */
public sealed interface Target permits SessionId, PaneId {
  /** The format variable that holds this kind of id. */
  default String variable() {
    return switch (this) {
      case SessionId _ -> "session_id";
      case PaneId _ -> "pane_id";
    };
  }
}
