package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.doctor.Finding;
import dev.tmuxsupervisor.fleet.ConfigFile;
import dev.tmuxsupervisor.fleet.InvalidFleetFile;
import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.process.ShortProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The user's own file: whether it can be used, and whether what it names is there.
 *
 * @param environment the server's own, in which it is read and the notices' command is run
 */
record DoctorConfig(Supervision supervision, Map<String, String> environment) {
  static final String NAME = "config";

  void look(Consumer<Finding> findings) throws InterruptedException {
    Optional<String> complaint = supervision.complaint();
    Optional<Path> file = ConfigFile.place(environment).filter(Files::exists);
    if (complaint.isPresent()) {
      findings.accept(Finding.warn(NAME, complaint.get(), "until then the last usable one holds"));
    } else if (file.isEmpty()) {
      findings.accept(Finding.pass(NAME, "there is no config.toml, and it needs none"));
    } else {
      findings.accept(Finding.pass(NAME, file.get() + " can be used"));
      missing(file.get()).ifPresent(findings);
    }
  }

  private Optional<Finding> missing(Path file) {
    List<String> command;
    try {
      command = ConfigFile.read(file, State.words()).notices().command();
    } catch (InvalidFleetFile e) {
      return Optional.of(Finding.warn(NAME, e.text(), e.hint())); // written just now
    }
    if (command.isEmpty()
        || new ShortProgram(command.getFirst(), environment, Duration.ZERO).find().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.warn(
            "notify_command",
            "the command for notices, %s, is not on the server's PATH"
                .formatted(Printable.of(command.getFirst())),
            "install it, or write its whole path into " + file));
  }
}
