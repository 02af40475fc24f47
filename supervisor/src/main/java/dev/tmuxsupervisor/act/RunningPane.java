package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.PaneState;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.tmux.Pane;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.Session;
import dev.tmuxsupervisor.tmux.Snapshot;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.RunMarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pane that somebody else started something in.
 *
 * @param alone whether its session has no other pane
 */
public record RunningPane(ServerIdentity server, Session session, Pane pane, boolean alone) {
  /** The panes that {@code $N}, {@code %N} or a session's exact name means. */
  public static List<RunningPane> named(Snapshot snapshot, String text) {
    List<RunningPane> found = new ArrayList<>();
    for (Pane pane : snapshot.panes()) {
      Session session = sessionOf(snapshot, pane);
      boolean meant =
          text.startsWith("%")
              ? found.isEmpty() && text.equals(pane.id().toString())
              : text.startsWith("$")
                  ? text.equals(session.id().toString())
                  : text.equals(session.name());
      if (meant) {
        long panes =
            snapshot.panes().stream().filter(it -> it.session().equals(session.id())).count();
        found.add(new RunningPane(snapshot.server(), session, pane, panes == 1));
      }
    }
    return found;
  }

  /** The same pane with the same living program, as it is by now. */
  Optional<RunningPane> in(Snapshot later) {
    return later.server().equals(server)
        ? named(later, pane.id().toString()).stream()
            .filter(it -> !it.pane().dead() && it.pane().pid() == pane.pid())
            .findFirst()
        : Optional.empty();
  }

  private static Session sessionOf(Snapshot snapshot, Pane pane) {
    return snapshot.sessions().stream()
        .filter(session -> session.id().equals(pane.session()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a pane without its session"));
  }

  /** The worker whose mark it bears, be it the session's. */
  Optional<String> mark(String option) {
    return Optional.ofNullable(pane.options().get(option))
        .or(() -> Optional.ofNullable(session.options().get(option)));
  }

  /** Whether it belongs to a worker of another directory. */
  boolean isAnothers(RunMarks marks) {
    return mark(RunMarks.DIRECTORY)
        .filter(directory -> !directory.equals(marks.directory().toString()))
        .isPresent();
  }

  Sighting sighting(TmuxSocket socket) {
    return new Sighting(
        socket,
        server,
        session.id(),
        session.name(),
        session.created(),
        pane.id(),
        new PaneState.RunsOther(pane.pid(), pane.command()),
        pane.options());
  }
}
