package dev.tmuxsupervisor.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** What is called supervisor on the PATH: Debian has a program of that name too. */
record Neighbours(Patient patient) {
  private static final String NAME = "path";

  Check check() {
    return new Check(Group.SURROUNDINGS, NAME, "your PATH", this::look);
  }

  private void look(Consumer<Finding> findings) throws IOException {
    Optional<Path> first = patient.program("supervisor").find();
    Optional<Path> own =
        Optional.ofNullable(patient.environment().get("SUPERVISOR_LAUNCHER"))
            .map(path -> patient.around().resolve(path).normalize());
    if (first.isEmpty()) {
      findings.accept(
          Finding.warn(
              NAME,
              "there is no supervisor on your PATH",
              own.map(path -> "ln -s " + path + " ~/.local/bin/supervisor").orElse("")));
    } else if (own.isPresent()
        && Files.exists(own.get())
        && !first.get().toRealPath().equals(own.get().toRealPath())) {
      findings.accept(
          Finding.warn(
              NAME,
              "supervisor on your PATH is another program, " + first.get(),
              "put %s before it in PATH, or call it by its path".formatted(own.get().getParent())));
    } else {
      findings.accept(Finding.pass(NAME, "supervisor on your PATH is " + first.get()));
    }
  }
}
