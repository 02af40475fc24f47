package dev.tmuxsupervisor.doctor;

import dev.tmuxsupervisor.observe.Observer;
import dev.tmuxsupervisor.observe.TmuxLooks;
import dev.tmuxsupervisor.process.ShortProgram;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What is examined, from where its user stands. Nothing here has been looked at yet.
 *
 * @param environment the user's, as far as it was sent
 * @param around the directory that the command was given in
 * @param root whose workers matter, even if none is known
 * @param doors open tmux servers as the user would
 * @param known every worker that was ever remembered
 * @param state where our files are
 * @param serverSocket of our own server
 * @param releasing releases a lock that is proven stale, under its guard
 */
public record Patient(
    Map<String, String> environment,
    Path around,
    Path root,
    TmuxSocket socket,
    Function<TmuxSocket, Tmux> doors,
    List<WorkerIndex.Entry> known,
    Path state,
    Path serverSocket,
    Releasing releasing) {
  /** Of one answer, so that a silent one is told by its own check before that one's time is up. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Releases locks. */
  @FunctionalInterface
  public interface Releasing {
    /** Releases the lock if it is stale by a second look; answers what came of it, in words. */
    String release(Worker worker) throws IOException, InterruptedException;
  }

  /** Copies what can be changed from outside. */
  public Patient {
    environment = Map.copyOf(environment);
    known = List.copyOf(known);
  }

  Tmux tmux() {
    return impatient(socket);
  }

  /** Eyes that ask each tmux server once; for one check. */
  Observer observer() throws IOException {
    return new Observer(
        new TmuxLooks(this::impatient), socket, Files.getOwner(Path.of("/proc/self")).getName());
  }

  private Tmux impatient(TmuxSocket at) {
    return doors.apply(at).deadline(PATIENCE);
  }

  /** A program on the user's own PATH. */
  ShortProgram program(String name) {
    return new ShortProgram(name, environment, PATIENCE);
  }
}
