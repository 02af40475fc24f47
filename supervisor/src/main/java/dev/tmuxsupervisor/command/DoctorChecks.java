package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.doctor.Check;
import dev.tmuxsupervisor.doctor.Checkup;
import dev.tmuxsupervisor.doctor.Finding;
import dev.tmuxsupervisor.doctor.Group;
import dev.tmuxsupervisor.doctor.Patient;
import dev.tmuxsupervisor.doctor.UnknownLocks;
import dev.tmuxsupervisor.process.Zombies;
import dev.tmuxsupervisor.scan.Skips;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.tmux.Unreachable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The doctor's checks, with those about what only commands know: the server that runs them, its
 * unit, the status line, and who is in whose way.
 */
record DoctorChecks(Desk desk, Optional<Path> root) {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** A few may just be about to be buried. */
  private static final int MANY = 10;

  List<Check> all() throws CommandFailure, IOException {
    Surroundings surroundings = desk.surroundings();
    TmuxSocket socket = surroundings.socket(Optional.empty());
    Patient patient =
        new Patient(
            surroundings.variables(),
            surroundings.directory(),
            new WorkerFinder(desk, root).unverifiedRoot(),
            socket,
            surroundings.doors(),
            desk.index().entries(),
            desk.index().file().resolveSibling(""),
            desk.server().status().socket(),
            new LockCleaning(desk, PATIENCE)::cleanAndTell);
    List<Check> checks = new ArrayList<>(Checkup.of(patient));
    checks.add(new UnknownLocks(patient, skips()).check());
    checks.add(new DoctorCollisions(desk, PATIENCE).check());
    checks.add(new Check(Group.SERVER, "server", "the supervisor's server", this::server));
    checks.add(
        new Check(
            Group.SERVER,
            DoctorConfig.NAME,
            "config.toml",
            new DoctorConfig(desk.supervision(), System.getenv())::look));
    checks.add(
        new Check(Group.SERVER, DoctorUnit.NAME, "the systemd unit", new DoctorUnit(desk)::look));
    checks.add(
        new Check(
            Group.SURROUNDINGS,
            "status_line",
            "the tmux status line",
            told -> statusLine(socket, told)));
    return checks;
  }

  private Skips skips() {
    try {
      return Discovery.skips(desk);
    } catch (CommandFailure e) {
      return Skips.USUAL; // the check of config.toml says why
    }
  }

  private void server(Consumer<Finding> findings) throws IOException {
    ServerStatus status = desk.server().status();
    findings.accept(
        Finding.pass(
            "server",
            "server %d, version %s, runs since %s"
                .formatted(status.pid(), status.version(), status.started())));
    int zombies = Zombies.byParent().getOrDefault(status.pid(), 0);
    if (zombies >= MANY) {
      findings.accept(
          Finding.warn(
              "zombies",
              "server %d has not asked how %d of its children ended"
                  .formatted(status.pid(), zombies),
              "agents stay, and the next command starts another: supervisor server stop"));
    }
  }

  private void statusLine(TmuxSocket socket, Consumer<Finding> findings) throws IOException {
    if (desk.tmux(socket).deadline(PATIENCE).identity() instanceof Unreachable) {
      return; // the check of the tmux server says why
    }
    StatusLineExam exam = new StatusLineExam(desk.apart(), Optional.empty());
    if (exam.isWanted()) {
      exam.findings().forEach(findings);
    } else {
      findings.accept(Finding.pass("status_line", "the fleet is not in the status line"));
    }
  }
}
