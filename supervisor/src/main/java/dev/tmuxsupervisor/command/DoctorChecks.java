package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.act.Releaser;
import dev.tmuxsupervisor.doctor.Check;
import dev.tmuxsupervisor.doctor.Checkup;
import dev.tmuxsupervisor.doctor.Finding;
import dev.tmuxsupervisor.doctor.Group;
import dev.tmuxsupervisor.doctor.Patient;
import dev.tmuxsupervisor.fleet.ConfigFile;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.tmux.Unreachable;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The doctor's checks, with those about what only commands know: the server that runs them, its
 * unit, the status line. Locks of a whole tree and collisions have their place here too.
 */
record DoctorChecks(Desk desk, Optional<Path> root) {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  List<Check> all() throws CommandFailure, IOException {
    Surroundings surroundings = desk.surroundings();
    TmuxSocket socket = surroundings.socket(Optional.empty());
    List<Check> checks =
        new ArrayList<>(
            Checkup.of(
                new Patient(
                    surroundings.variables(),
                    surroundings.directory(),
                    new WorkerFinder(desk, root).unverifiedRoot(),
                    socket,
                    surroundings.doors(),
                    desk.index().entries(),
                    desk.index().file().resolveSibling(""),
                    desk.server().status().socket(),
                    this::release)));
    checks.add(new Check(Group.SERVER, "server", "the supervisor's server", this::server));
    checks.add(new Check(Group.SERVER, "config", "config.toml", this::config));
    checks.add(new Check(Group.SERVER, "unit", "the systemd unit", this::unit));
    checks.add(
        new Check(
            Group.SURROUNDINGS,
            "status_line",
            "the tmux status line",
            told -> statusLine(socket, told)));
    return checks;
  }

  private void server(Consumer<Finding> findings) {
    ServerStatus status = desk.server().status();
    findings.accept(
        Finding.pass(
            "server",
            "server %d, version %s, runs since %s"
                .formatted(status.pid(), status.version(), status.started())));
  }

  private void config(Consumer<Finding> findings) throws InterruptedException {
    Optional<String> complaint = desk.supervision().complaint();
    findings.accept(
        complaint
            .map(text -> Finding.warn("config", text, "until then the last usable one holds"))
            .orElseGet(() ->
                Finding.pass(
                    "config",
                    ConfigFile.place(desk.surroundings().variables())
                            .filter(Files::exists)
                            .map(Path::toString)
                            .orElse("there is no config.toml, and it")
                        + " needs no change")));
  }

  private void unit(Consumer<Finding> findings) throws IOException, InterruptedException {
    UserManager manager = new UserManager(desk.surroundings());
    ServiceUnit unit;
    try {
      unit = ServerEnable.unit(desk);
    } catch (CommandFailure e) {
      findings.accept(Finding.warn("unit", e.text(), e.hint()));
      return;
    }
    Path file = manager.file(unit);
    if (!Files.exists(file)) {
      findings.accept(
          Finding.pass(
              "unit", "no systemd unit is installed: the first command starts the server"));
      return;
    }
    String text = Files.readString(file);
    if (!text.lines().anyMatch("KillMode=process"::equals)) {
      findings.accept(
          Finding.fail(
              "unit_kill_mode",
              file + " lacks KillMode=process: stopping the unit ends the agents",
              "type: supervisor server enable"));
    }
    if (!text.equals(unit.text())) {
      findings.accept(
          Finding.warn(
              "unit",
              file + " was written for another PATH, Java or place of this program",
              "type: supervisor server enable"));
    } else {
      findings.accept(Finding.pass("unit", file + " is as this program writes it"));
    }
    if (!manager.lingers().orElse(true)) {
      findings.accept(
          Finding.warn(
              "linger",
              "the unit starts at your login, not at boot, and ends when you log out",
              "type: loginctl enable-linger"));
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

  private String release(Worker worker) throws IOException, InterruptedException {
    Releaser.Outcome outcome =
        new Releaser(desk::look, PATIENCE).release(worker, Releaser.Force.NONE);
    desk.supervision().changed(worker);
    if (!(outcome instanceof Releaser.Outcome.Removed(Verdict verdict))) {
      return "left alone: it is not stale any more";
    }
    ObjectNode details =
        JsonFields.object().put("outcome", "removed").put("text", "by doctor: " + verdict.why());
    desk.journal("release", worker, details);
    return "released, since " + Printable.of(verdict.why());
  }
}
