package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.judge.MarkedPane;
import dev.tmuxsupervisor.tmux.Answer;
import dev.tmuxsupervisor.tmux.NoServer;
import dev.tmuxsupervisor.tmux.Pane;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.Session;
import dev.tmuxsupervisor.tmux.SessionId;
import dev.tmuxsupervisor.tmux.Snapshot;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.RunMarks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The living panes of some tmux servers that carry workers' marks. */
final class MarkedPanes {
  /**
   * Two sockets may lead to one server, and a window that several sessions share is listed often.
   */
  private record Listed(ServerIdentity server, PaneId pane) {}

  private final Set<Listed> listed = new HashSet<>();
  private final Map<String, List<MarkedPane>> byDirectory = new HashMap<>();

  /**
   * Asks each server once.
   *
   * @param unseen takes in words what could not be looked at
   */
  MarkedPanes(TmuxLooks looks, Set<TmuxSocket> sockets, List<String> unseen) {
    for (TmuxSocket socket : sockets) {
      Answer<Snapshot> answer = looks.snapshot(socket);
      if (answer instanceof Running<Snapshot>(Snapshot snapshot)) {
        add(socket, snapshot);
      } else if (!(answer instanceof NoServer<Snapshot>)) {
        unseen.add("the tmux server at " + socket + " does not answer: " + answer);
      }
    }
  }

  /** Those made for the worker in this directory, whatever its name was then. */
  List<MarkedPane> of(Path directory) {
    return byDirectory.getOrDefault(directory.toString(), List.of());
  }

  private void add(TmuxSocket socket, Snapshot snapshot) {
    Map<SessionId, Session> sessions = new HashMap<>();
    snapshot.sessions().forEach(session -> sessions.put(session.id(), session));
    for (Pane pane : snapshot.panes()) {
      String directory = pane.options().get(RunMarks.DIRECTORY);
      Session session = sessions.get(pane.session());
      if (directory != null
          && session != null
          && !pane.dead()
          && listed.add(new Listed(snapshot.server(), pane.id()))) {
        byDirectory
            .computeIfAbsent(directory, _ -> new ArrayList<>())
            .add(
                new MarkedPane(
                    socket,
                    session.name(),
                    session.id().toString(),
                    pane.id().toString(),
                    pane.pid(),
                    pane.command(),
                    pane.options().getOrDefault(RunMarks.GENERATION, "")));
      }
    }
  }
}
