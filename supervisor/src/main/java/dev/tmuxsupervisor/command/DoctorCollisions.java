package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.doctor.Check;
import dev.tmuxsupervisor.doctor.Finding;
import dev.tmuxsupervisor.doctor.Group;
import dev.tmuxsupervisor.judge.Collision;
import dev.tmuxsupervisor.judge.CollisionRule;
import dev.tmuxsupervisor.observe.Neighbourhood;
import dev.tmuxsupervisor.observe.TmuxLooks;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The doctor's look at agents in each other's way, among all workers that are known.
 *
 * @param patience with each tmux server
 */
record DoctorCollisions(Desk desk, Duration patience) {
  private static final String NAME = "collisions";

  Check check() {
    return new Check(Group.WORKERS, NAME, "who works in the workers' directories", this::look);
  }

  private void look(Consumer<Finding> findings) throws IOException {
    TmuxLooks looks = new TmuxLooks(socket -> desk.tmux(socket).deadline(patience));
    List<Worker> workers = desk.index().workers();
    Neighbourhood.Seen seen;
    try {
      seen = desk.neighbourhood(looks).look(workers);
    } catch (CommandFailure e) {
      throw new IOException(e.text(), e);
    }
    List<Collision> collisions = CollisionRule.among(seen.premises());
    collisions.forEach(collision -> findings.accept(finding(collision)));
    if (collisions.isEmpty()) {
      findings.accept(
          Finding.pass(NAME, "no collisions; workers looked at: %d".formatted(workers.size())));
    }
  }

  private static Finding finding(Collision collision) {
    String text =
        CollisionWords.sentence(collision)
            + ": "
            + String.join("; ", CollisionWords.parties(collision));
    return collision.isActual()
        ? Finding.fail(NAME, text, collision.cure())
        : Finding.warn(NAME, text, collision.cure());
  }
}
