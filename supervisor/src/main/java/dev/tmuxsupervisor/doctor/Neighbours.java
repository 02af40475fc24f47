package dev.tmuxsupervisor.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

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
              "the first supervisor on your PATH is %s, %s"
                  .formatted(
                      isOfOurKind(first.get().toRealPath())
                          ? "another installation of this program"
                          : "another program",
                      first.get()),
              "put %s before it in PATH, or call it by its path".formatted(own.get().getParent())));
    } else {
      findings.accept(Finding.pass(NAME, "the first supervisor on your PATH is " + first.get()));
    }
  }

  /** By what lies beside it, installed or in a checkout: it is not run, being anybody's. */
  private static boolean isOfOurKind(Path program) {
    return Stream.of("../../lib/supervisor/supervisor-client.jar", "../java-25.sh")
        .anyMatch(path -> Files.exists(program.resolve(path).normalize()));
  }
}
