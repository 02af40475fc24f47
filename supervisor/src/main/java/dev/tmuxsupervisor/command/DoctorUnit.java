package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.doctor.Finding;
import dev.tmuxsupervisor.process.Ancestry;
import dev.tmuxsupervisor.process.OwnUnit;
import dev.tmuxsupervisor.process.ProcStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The systemd unit: whether it is as this program writes it, and when it starts. */
record DoctorUnit(Desk desk) {
  static final String NAME = "unit";
  private static final String ENABLE = "type: supervisor server enable";

  void look(Consumer<Finding> findings) throws IOException, InterruptedException {
    Optional<OwnUnit> own = OwnUnit.find(System.getenv());
    if (own.isPresent()) {
      lodgers(own.get(), findings);
    }
    UserManager manager = new UserManager(desk.surroundings());
    ServiceUnit unit;
    try {
      unit = ServerEnable.unit(desk);
    } catch (CommandFailure e) {
      findings.accept(Finding.warn(NAME, e.text(), e.hint()));
      return;
    }
    Path file = manager.file(unit);
    if (!Files.exists(file)) {
      findings.accept(
          Finding.pass(NAME, "no systemd unit is installed: the first command starts the server"));
      return;
    }
    findings.accept(text(unit, file, findings));
    findings.accept(
        Files.isSymbolicLink(manager.wanted(unit))
            ? linger(manager.lingers())
            : Finding.warn(NAME, unit.name() + " is not enabled: nothing starts it", ENABLE));
  }

  private static void lodgers(OwnUnit own, Consumer<Finding> findings) throws IOException {
    List<ProcStat> lodgers = own.lodgers().stream().filter(Ancestry::isTmuxServer).toList();
    for (ProcStat tmux : lodgers) {
      findings.accept(
          Finding.warn(
              "unit_lodger",
              "tmux server %d lives in %s: what kills all of the unit kills its agents too"
                  .formatted(tmux.pid(), own.name()),
              "to move it takes systemd 253, busctl and your bus: busctl --user status"));
    }
  }

  private static Finding text(ServiceUnit unit, Path file, Consumer<Finding> findings)
      throws IOException {
    String text = Files.readString(file);
    if (!text.lines().anyMatch("KillMode=process"::equals)) {
      findings.accept(
          Finding.fail(
              "unit_kill_mode",
              file + " lacks KillMode=process: stopping the unit ends the agents",
              ENABLE));
    }
    return text.equals(unit.text())
        ? Finding.pass(NAME, file + " is as this program writes it")
        : Finding.warn(
            NAME,
            file + " was written for another PATH, Java, place or version of this program",
            ENABLE);
  }

  private static Finding linger(Optional<Boolean> lingers) {
    String name = "linger";
    if (lingers.isEmpty()) {
      return Finding.warn(
          name,
          "nobody says whether your units start at boot: there is no loginctl that answers",
          "type: loginctl enable-linger");
    }
    return lingers.get()
        ? Finding.pass(name, "linger is on: the unit starts at boot, and stays when you log out")
        : Finding.warn(
            name,
            "linger is off: the unit starts at your login, and when you log out, systemd ends it and"
                + " agents in tmux servers that it started",
            "type: loginctl enable-linger");
  }
}
