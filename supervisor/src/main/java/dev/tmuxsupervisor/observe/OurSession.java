package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.judge.SessionLeg;
import dev.tmuxsupervisor.judge.Sighting;
import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.process.Liveness;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.tmux.Answer;
import dev.tmuxsupervisor.tmux.NoServer;
import dev.tmuxsupervisor.tmux.Pane;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.Refused;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.Session;
import dev.tmuxsupervisor.tmux.SessionId;
import dev.tmuxsupervisor.tmux.Snapshot;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.tmux.Unreachable;
import dev.tmuxsupervisor.worker.RunMarks;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks for the session of a run that we started: by id on the same server, else by its mark. */
final class OurSession {
  private final TmuxLooks looks;

  OurSession(TmuxLooks looks) {
    this.looks = looks;
  }

  /** The session that a lock of ours names. */
  SessionLeg of(Holding holding) {
    TmuxSocket socket = new TmuxSocket(holding.socket());
    Answer<Snapshot> answer =
        holding
            .place()
            .map(place -> looks.at(socket, place))
            .orElseGet(() -> looks.at(socket, Optional.empty()));
    return switch (answer) {
      case Unreachable<Snapshot>(_, String text) -> new SessionLeg.Unknown(text);
      case Refused<Snapshot>(String text) -> new SessionLeg.Unknown(text);
      case NoServer<Snapshot>(String text) ->
          new SessionLeg.Gone("no tmux server runs there any more (" + text + ")");
      case Running<Snapshot>(Snapshot snapshot) ->
          holding
              .place()
              .map(place -> byId(socket, snapshot, holding, place))
              .orElseGet(() ->
                  byMark(socket, snapshot, RunMarks.RUN, holding.run(), OptionalLong.empty()));
    };
  }

  /** A session that carries the mark of a run, while no lock says anything. */
  SessionLeg ofRun(TmuxSocket socket, String run) {
    return marked(socket, RunMarks.RUN, run);
  }

  /** A session that carries the mark of a directory from which everything of ours was removed. */
  SessionLeg ofDirectory(TmuxSocket socket, Path directory) {
    return marked(socket, RunMarks.DIRECTORY, directory.toString());
  }

  private SessionLeg marked(TmuxSocket socket, String mark, String value) {
    return switch (looks.at(socket, Optional.empty())) {
      case Unreachable<Snapshot>(_, String text) -> new SessionLeg.Unknown(text);
      case Refused<Snapshot>(String text) -> new SessionLeg.Unknown(text);
      case NoServer<Snapshot>(String text) -> new SessionLeg.Gone(text);
      case Running<Snapshot>(Snapshot snapshot) ->
          byMark(socket, snapshot, mark, value, OptionalLong.empty());
    };
  }

  private SessionLeg byId(
      TmuxSocket socket, Snapshot snapshot, Holding holding, Holding.Place place) {
    OptionalLong lockedPid = OptionalLong.of(holding.agent().pid());
    if (snapshot.server().pid() != place.server().pid()
        || snapshot.server().startTime() != place.serverStart()) {
      return switch (ProcessTable.probe(place.server())) {
        case Liveness.Dead(String how) ->
            orMarked(socket, snapshot, holding, "its tmux server ended: " + how);
        case Liveness.Alive _ ->
            new SessionLeg.Unknown(
                "its tmux server %d still runs, but another one answers at %s; kill -USR1 %d makes it listen again"
                    .formatted(place.server().pid(), socket, place.server().pid()));
        case Liveness.Unknown(String how) -> new SessionLeg.Unknown("its tmux server: " + how);
      };
    }
    PaneReader reader = new PaneReader(socket, snapshot, lockedPid, holding.run());
    PaneId paneId = PaneId.parse(place.pane());
    SnapshotIndex index = looks.index(snapshot);
    for (Pane pane : index.panes(paneId)) {
      Optional<Session> session = index.session(pane.session());
      if (session.isPresent()) {
        return there(reader.read(session.get(), pane));
      }
    }
    return index
        .session(SessionId.parse(place.session()))
        .filter(session -> session.created() == place.sessionCreated())
        .filter(session -> holding.worker().equals(session.options().get(RunMarks.WORKER)))
        .map(session -> there(reader.withoutPane(session, paneId)))
        .orElseGet(() ->
            new SessionLeg.Gone(
                "its tmux server %d has no session %s and no pane %s any more"
                    .formatted(place.server().pid(), place.session(), place.pane())));
  }

  private static SessionLeg orMarked(
      TmuxSocket socket, Snapshot snapshot, Holding holding, String otherwise) {
    SessionLeg marked =
        byMark(
            socket, snapshot, RunMarks.RUN, holding.run(), OptionalLong.of(holding.agent().pid()));
    return marked instanceof SessionLeg.Gone ? new SessionLeg.Gone(otherwise) : marked;
  }

  private static SessionLeg byMark(
      TmuxSocket socket, Snapshot snapshot, String mark, String value, OptionalLong lockedPid) {
    PaneReader reader = new PaneReader(socket, snapshot, lockedPid, value);
    for (Pane pane : snapshot.panes()) {
      if (value.equals(pane.options().get(mark))) {
        Optional<Session> session = session(snapshot, pane.session());
        if (session.isPresent()) {
          return there(reader.read(session.get(), pane));
        }
      }
    }
    return new SessionLeg.Gone("no session of tmux server " + socket + " carries its mark");
  }

  private static SessionLeg there(Sighting sighting) {
    return new SessionLeg.There(sighting, Sightings.words(sighting));
  }

  private static Optional<Session> session(Snapshot snapshot, SessionId id) {
    return snapshot.sessions().stream().filter(session -> session.id().equals(id)).findFirst();
  }
}
