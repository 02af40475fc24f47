package dev.tmuxsupervisor.doctor;

import dev.tmuxsupervisor.fleet.FleetFile;
import dev.tmuxsupervisor.fleet.InvalidFleetFile;
import dev.tmuxsupervisor.worker.Root;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The fleet file of one root: whether it can be used. */
record FleetFiles(Path root) {
  private static final String NAME = "fleet_file";

  Check check() {
    return new Check(Group.WORKERS, NAME, Root.file(root).toString(), this::look);
  }

  private void look(Consumer<Finding> findings) {
    try {
      findings.accept(
          Finding.pass(
              NAME,
              FleetFile.read(root).isPresent()
                  ? Root.file(root) + " can be used"
                  : root + " has no supervisor.toml, and needs none"));
    } catch (InvalidFleetFile e) {
      findings.accept(Finding.fail(NAME, e.text(), e.hint()));
    }
  }
}
