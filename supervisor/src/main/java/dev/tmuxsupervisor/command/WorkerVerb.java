package dev.tmuxsupervisor.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A verb about one worker. */
abstract class WorkerVerb extends DataVerb {
  @Parameters(index = "0", paramLabel = "NAME", description = "The worker, such as crew/dave.")
  String name = "";

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description =
          "Where workers live. Default: $$SUPERVISOR_ROOT, else the nearest directory at or above this one with a supervisor.toml, else this one.")
  Optional<Path> root = Optional.empty();
}
