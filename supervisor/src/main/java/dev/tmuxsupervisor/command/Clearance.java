package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.judge.Admission;
import dev.tmuxsupervisor.judge.Collision;
import dev.tmuxsupervisor.judge.CollisionRule;
import dev.tmuxsupervisor.observe.Neighbourhood;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Whether an agent that is started in a directory would be the only one. Advice beside the lock,
 * which alone excludes a second agent of the same worker.
 */
final class Clearance {
  private Clearance() {}

  /** Fails when somebody works there already. What holds the lock is for the lock to tell. */
  static void require(Desk desk, Worker worker) throws CommandFailure, IOException {
    Optional<Collision> found = inside(worker);
    if (found.isEmpty()) {
      found = around(desk, worker);
    }
    if (found.isPresent() && wouldStart(desk, worker)) {
      throw failure(worker, found.get());
    }
  }

  private static Optional<Collision> inside(Worker worker) throws IOException {
    return Files.isDirectory(worker.directory())
        ? CollisionRule.ifStarted(Neighbourhood.before(worker))
        : Optional.empty();
  }

  private static Optional<Collision> around(Desk desk, Worker worker)
      throws CommandFailure, IOException {
    List<Worker> neighbours =
        desk.index().around(worker.directory()).stream()
            .filter(other -> !other.directory().equals(worker.directory()))
            .toList();
    return neighbours.isEmpty()
        ? Optional.empty()
        : CollisionRule.ifStarted(
            Neighbourhood.place(worker),
            Neighbourhood.isCheckout(worker),
            desk.neighbourhood().look(neighbours).premises());
  }

  private static boolean wouldStart(Desk desk, Worker worker) throws CommandFailure, IOException {
    Looked looked = Looked.at(worker, WorkerFinder.spec(worker), desk.observer());
    return switch (Admission.of(looked.verdict())) {
      case Admission.Start _, Admission.Respawn _ -> true;
      case Admission.Adopt _, Admission.Refuse _ -> false;
    };
  }

  private static CommandFailure failure(Worker worker, Collision collision) {
    return new CommandFailure(
        ErrorCode.COLLISION,
        "%s was not started: %s: %s"
            .formatted(
                worker.name(),
                collision.why(),
                Printable.of(String.join("; ", CollisionWords.parties(collision)))),
        collision.cure() + "; or start it beside that: spawn --allow-collision " + worker.name());
  }
}
