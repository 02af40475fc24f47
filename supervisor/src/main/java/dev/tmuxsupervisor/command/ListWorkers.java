package dev.tmuxsupervisor.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    aliases = "ls",
    description = "Show one row a worker, as it is right now: whatever was spawned by this user.",
    footer = {"  supervisor list", "  supervisor list --root ~/town --json"})
final class ListWorkers extends DataVerb {
  @Option(names = "--root", paramLabel = "DIR", description = "Only the workers below this root.")
  private Optional<Path> root = Optional.empty();

  @Override
  int run(Desk desk) throws CommandFailure, IOException {
    Optional<Path> below = Roster.below(desk, root);
    Roster roster =
        Roster.of(desk, worker -> below.filter(it -> !worker.directory().startsWith(it)).isEmpty());
    return json() ? roster.tellProgram(desk) : roster.tellPerson(desk);
  }
}
