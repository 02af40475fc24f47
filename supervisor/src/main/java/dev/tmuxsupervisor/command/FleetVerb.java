package dev.tmuxsupervisor.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A verb about the workers of a root. */
abstract class FleetVerb extends DataVerb {
  @Parameters(
      index = "0..*",
      paramLabel = "GLOB",
      description = "Only these: names, or patterns such as 'crew/*'. Default: all.")
  List<String> patterns = List.of();

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description =
          "The directory with the supervisor.toml. Default: $$SUPERVISOR_ROOT, else the nearest one at or above this one.")
  Optional<Path> root = Optional.empty();
}
