package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.act.Look;
import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.observe.Observer;
import dev.tmuxsupervisor.observe.TmuxLooks;
import dev.tmuxsupervisor.process.Libc;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Looks for the loop: at one worker anew, or with an earlier look at its tmux server. */
final class Eyes implements Look {
  /** Its owner is who we are, also where no name is known for the uid. */
  private static final Path OURSELVES = Path.of("/proc/self");

  private final Surroundings surroundings;
  private final TmuxSocket usual;
  private final String user;

  Eyes(Surroundings surroundings) throws IOException {
    this(
        surroundings,
        TmuxSocket.ofEnvironment(System.getenv(), Libc.effectiveUid()),
        Files.getOwner(OURSELVES).getName());
  }

  private Eyes(Surroundings surroundings, TmuxSocket usual, String user) {
    this.surroundings = surroundings;
    this.usual = usual;
    this.user = user;
  }

  /** Eyes that ask this server where nothing names one. */
  Eyes usually(TmuxSocket socket) {
    return new Eyes(surroundings, socket, user);
  }

  @Override
  public Evidence at(Worker worker, Optional<WorkerSpec> spec, boolean underGuard)
      throws IOException {
    Function<TmuxSocket, Tmux> doors =
        spec.map(surroundings::of).orElseGet(() -> surroundings::door);
    return observer(spec, TmuxLooks.atOne(doors)).look(worker, spec, underGuard);
  }

  Observer observer(Optional<WorkerSpec> spec, TmuxLooks looks) {
    TmuxSocket likely = spec.map(WorkerSpec::socket).map(TmuxSocket::new).orElse(usual);
    return new Observer(looks, likely, user);
  }
}
