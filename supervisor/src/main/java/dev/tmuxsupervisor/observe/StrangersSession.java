package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.judge.SessionLeg;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.tmux.Answer;
import dev.tmuxsupervisor.tmux.NoServer;
import dev.tmuxsupervisor.tmux.Pane;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.Session;
import dev.tmuxsupervisor.tmux.Snapshot;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Looks for the session of a lock that another program wrote. It names no server, so every tmux
 * server of this user is asked, and one that does not answer leaves the question open.
 */
final class StrangersSession {
  /**
   * How much later than the lock a session may have begun by the clocks: they count whole seconds.
   */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final TmuxLooks looks;
  private final TmuxServers servers;

  StrangersSession(TmuxLooks looks, TmuxServers servers) {
    this.looks = looks;
    this.servers = servers;
  }

  SessionLeg of(LockRecord lock) {
    String id = lock.sessionId();
    if (id.isEmpty()) {
      return new SessionLeg.Unknown("the lock names no session");
    }
    Set<TmuxSocket> sockets;
    try {
      sockets = servers.sockets();
    } catch (IOException e) {
      return new SessionLeg.Unknown("tmux servers could not be looked for: " + e.getMessage());
    }
    List<String> silent = new ArrayList<>();
    for (TmuxSocket socket : sockets) {
      Answer<Snapshot> answer = looks.at(socket, Optional.empty());
      if (answer instanceof Running<Snapshot>(Snapshot snapshot)) {
        Optional<SessionLeg> found = find(socket, snapshot, lock);
        if (found.isPresent()) {
          return found.get();
        }
      } else if (!(answer instanceof NoServer<Snapshot>)) {
        silent.add(socket.toString());
      }
    }
    if (!silent.isEmpty()) {
      return new SessionLeg.Unknown("no answer from tmux at " + String.join(", ", silent));
    }
    // A name with a slash need not be a session at all: "rig/name" is what is written outside tmux.
    return id.contains("/")
        ? new SessionLeg.Unknown("the lock names no session of tmux, but " + Printable.of(id))
        : new SessionLeg.Gone("no tmux server of this user has " + Printable.of(id));
  }

  private static Optional<SessionLeg> find(TmuxSocket socket, Snapshot snapshot, LockRecord lock) {
    PaneReader reader = new PaneReader(socket, snapshot, OptionalLong.of(lock.pid()), "");
    Instant latest = lock.acquiredAt().plus(SLACK);
    for (Session session : snapshot.sessions()) {
      if (Instant.ofEpochSecond(session.created()).isAfter(latest)) {
        continue; // a later session of the same name or number
      }
      for (Pane pane : snapshot.panes()) {
        if (pane.session().equals(session.id()) && names(lock.sessionId(), session, pane)) {
          var sighting = reader.read(session, pane);
          return Optional.of(new SessionLeg.There(sighting, Sightings.words(sighting)));
        }
      }
    }
    return Optional.empty();
  }

  /** Panes and sessions are counted apart: {@code %5} says nothing about {@code $5}. */
  private static boolean names(String id, Session session, Pane pane) {
    return id.startsWith("%")
        ? id.equals(pane.id().toString())
        : id.startsWith("$") ? id.equals(session.id().toString()) : id.equals(session.name());
  }
}
