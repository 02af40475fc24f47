package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.tmux.Pane;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.Session;
import dev.tmuxsupervisor.tmux.SessionId;
import dev.tmuxsupervisor.tmux.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds panes and sessions of a snapshot by their ids: each of a thousand workers asks. */
final class SnapshotIndex {
  private final Map<PaneId, List<Pane>> panes = new HashMap<>();
  private final Map<SessionId, Session> sessions = new HashMap<>();

  SnapshotIndex(Snapshot snapshot) {
    snapshot
        .panes()
        .forEach(pane -> panes.computeIfAbsent(pane.id(), _ -> new ArrayList<>(1)).add(pane));
    snapshot.sessions().forEach(session -> sessions.putIfAbsent(session.id(), session));
  }

  /** One for each session that its window is linked into. */
  List<Pane> panes(PaneId id) {
    return panes.getOrDefault(id, List.of());
  }

  Optional<Session> session(SessionId id) {
    return Optional.ofNullable(sessions.get(id));
  }
}
