package dev.tmuxsupervisor.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A verb about workers below a root. */
abstract class RootedVerb extends DataVerb {
  @Option(
      names = "--root",
      paramLabel = "DIR",
      description =
          "Where workers live. Default: $$SUPERVISOR_ROOT, else the nearest directory at or above this one with a supervisor.toml, else this one.")
  Optional<Path> root = Optional.empty();
}
