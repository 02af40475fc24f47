package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.act.Look;
import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.observe.Observer;
import dev.tmuxsupervisor.observe.TmuxLooks;
import dev.tmuxsupervisor.process.Libc;
import dev.tmuxsupervisor.publish.WorkerStatus;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks for the loop: at one worker anew, or with an earlier look at its tmux server. What it sees
 * is put on the board.
 */
final class Eyes implements Look {
  /** Its owner is who we are, also where no name is known for the uid. */
  private static final Path OURSELVES = Path.of("/proc/self");

  private final Surroundings surroundings;
  private final Board board;
  private final TmuxSocket usual;
  private final String user;

  Eyes(Surroundings surroundings, Board board) throws IOException {
    this(surroundings, board, usual(System.getenv()), Files.getOwner(OURSELVES).getName());
  }

  private Eyes(Surroundings surroundings, Board board, TmuxSocket usual, String user) {
    this.surroundings = surroundings;
    this.board = board;
    this.usual = usual;
    this.user = user;
  }

  /** As a command finds it that says nothing of tmux. */
  private static TmuxSocket usual(Map<String, String> environment) {
    TmuxSocket usual = TmuxSocket.ofEnvironment(environment, Libc.effectiveUid());
    String named = environment.getOrDefault("SUPERVISOR_TMUX_SOCKET", "");
    try {
      return named.startsWith("/") ? new TmuxSocket(Path.of(named)) : usual;
    } catch (IllegalArgumentException e) {
      return usual; // each command that needs it refuses it, and says why
    }
  }

  /** The server that is asked where nothing names one. */
  TmuxSocket usual() {
    return usual;
  }

  /** Eyes that ask this server where nothing names one. */
  Eyes usually(TmuxSocket socket) {
    return new Eyes(surroundings, board, socket, user);
  }

  @Override
  public Evidence at(Worker worker, Optional<WorkerSpec> spec, boolean underGuard)
      throws IOException {
    Function<TmuxSocket, Tmux> doors =
        spec.map(surroundings::of).orElseGet(() -> surroundings::door);
    long began = System.nanoTime();
    Evidence evidence = observer(spec, TmuxLooks.atOne(doors)).look(worker, spec, underGuard);
    return show(worker, spec, evidence, began);
  }

  /** Puts up what was seen by a look that began then. */
  Evidence show(Worker worker, Optional<WorkerSpec> spec, Evidence evidence, long began)
      throws IOException {
    board.put(WorkerStatus.of(worker, spec, evidence, usual, evidence.at()), began);
    return evidence;
  }

  /** Puts up that nothing can be known. */
  void showUnknown(Worker worker, String why, long began) {
    board.putUnknown(worker, why, usual, began);
  }

  /** One look at each tmux server, as the first of these workers opens it. */
  TmuxLooks together(Collection<Optional<WorkerSpec>> specs) {
    Map<TmuxSocket, WorkerSpec> bySocket = new HashMap<>();
    for (Optional<WorkerSpec> spec : specs) {
      spec.ifPresent(it -> bySocket.putIfAbsent(new TmuxSocket(it.socket()), it));
    }
    return new TmuxLooks(socket ->
        Optional.ofNullable(bySocket.get(socket))
            .map(spec -> surroundings.of(spec).apply(socket))
            .orElseGet(() -> surroundings.door(socket)));
  }

  Observer observer(Optional<WorkerSpec> spec, TmuxLooks looks) {
    TmuxSocket likely = spec.map(WorkerSpec::socket).map(TmuxSocket::new).orElse(usual);
    return new Observer(looks, likely, user);
  }
}
