package dev.tmuxsupervisor.observe;

import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.process.KernelIdentity;
import dev.tmuxsupervisor.process.ProcessIdentity;
import dev.tmuxsupervisor.tmux.Answer;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.Reason;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.Snapshot;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.tmux.Unreachable;
import dev.tmuxsupervisor.worker.RunMarks;
import java.io.IOException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One look at each tmux server, however many workers live there; or, of one worker, at its pane as
 * long as that is where it was. Not for use by several threads.
 */
public final class TmuxLooks {
  private record Asked(TmuxSocket socket, Optional<ProcessIdentity> known) {}

  private final Function<TmuxSocket, Tmux> doors;
  private final boolean many;
  private final Map<Asked, Answer<Snapshot>> answers = new HashMap<>();
  private final IdentityHashMap<Snapshot, SnapshotIndex> indices = new IdentityHashMap<>();
  private Optional<KernelIdentity> here = Optional.empty();

  private TmuxLooks(Function<TmuxSocket, Tmux> doors, boolean many) {
    this.doors = doors;
    this.many = many;
  }

  /** For many workers: asks each server for everything, once. */
  public TmuxLooks(Function<TmuxSocket, Tmux> doors) {
    this(doors, true);
  }

  /** For one worker: a server with hundreds of others takes long to list them all. */
  public static TmuxLooks atOne(Function<TmuxSocket, Tmux> doors) {
    return new TmuxLooks(doors, false);
  }

  /** Which kernel all of this is seen from; it does not change between two workers of one look. */
  KernelIdentity here() throws IOException {
    if (here.isEmpty()) {
      here = Optional.of(KernelIdentity.read());
    }
    return here.get();
  }

  /**
   * What the server at the socket says. "No server" is believed only when the server that was known
   * there is proven dead.
   */
  Answer<Snapshot> at(TmuxSocket socket, Optional<ProcessIdentity> known) {
    return answers.computeIfAbsent(
        new Asked(socket, known),
        asked -> silence(socket).orElseGet(() -> door(socket, known).snapshot(RunMarks.OPTIONS)));
  }

  /** A server that has just not answered in time is not waited for again in the same look. */
  private Optional<Answer<Snapshot>> silence(TmuxSocket socket) {
    return answers.entrySet().stream()
        .filter(entry -> entry.getKey().socket().equals(socket))
        .map(Map.Entry::getValue)
        .filter(it -> it instanceof Unreachable<Snapshot>(Reason why, _) && why == Reason.DEADLINE)
        .findFirst();
  }

  /**
   * What the server says that is needed to judge a run that was at this place: where another server
   * answers, everything, since the run may be found by its mark.
   */
  Answer<Snapshot> at(TmuxSocket socket, Holding.Place place) {
    Optional<ProcessIdentity> known = Optional.of(place.server());
    if (many) {
      return at(socket, known);
    }
    PaneId pane = PaneId.parse(place.pane());
    Answer<Snapshot> near = door(socket, known).snapshotAround(pane, RunMarks.OPTIONS);
    return near instanceof Running<Snapshot>(Snapshot snapshot)
            && !snapshot
                .server()
                .equals(new ServerIdentity(place.server().pid(), place.serverStart()))
        ? at(socket, known)
        : near;
  }

  /** By which the panes of a snapshot that these looks gave are found. */
  SnapshotIndex index(Snapshot snapshot) {
    return indices.computeIfAbsent(snapshot, SnapshotIndex::new);
  }

  private Tmux door(TmuxSocket socket, Optional<ProcessIdentity> known) {
    return doors.apply(socket).witness(new KernelWitness(socket, known));
  }

  /** What the server says, whatever was known of it. */
  public Answer<Snapshot> snapshot(TmuxSocket socket) {
    return answers.entrySet().stream()
        .filter(entry -> entry.getKey().socket().equals(socket))
        .map(Map.Entry::getValue)
        .filter(Running.class::isInstance)
        .findFirst()
        .orElseGet(() -> at(socket, Optional.empty()));
  }
}
