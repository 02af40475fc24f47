package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Root;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Parameters;

/** A verb about one worker, or a directory that is to be none for a while. */
abstract class PlaceVerb extends RootedVerb {
  @Parameters(
      index = "0",
      paramLabel = "NAME|DIR",
      description = "The worker, such as crew/dave, or a directory, such as ./dave or /srv/dave.")
  private String place = "";

  /** The worker; what is no name is a path. */
  interface Named {
    Worker find(WorkerFinder finder, String name) throws CommandFailure, IOException;
  }

  /** Finds the worker; a name as this says, a directory wherever it is. */
  final Worker worker(Desk desk, Named named) throws CommandFailure, IOException {
    WorkerFinder finder = new WorkerFinder(desk, root);
    return WorkerName.parse(place).isPresent()
        ? named.find(finder, place)
        : ofDirectory(desk, finder, directory(desk));
  }

  private Path directory(Desk desk) throws CommandFailure, IOException {
    try {
      Path directory = desk.surroundings().directory().resolve(place);
      if (Files.isDirectory(directory)) {
        return directory.toRealPath();
      }
    } catch (InvalidPathException e) {
      throw missing(e.getReason());
    }
    throw missing("is no directory");
  }

  private CommandFailure missing(String why) {
    return new CommandFailure(
        ErrorCode.NO_SUCH_DIRECTORY,
        "'" + Printable.of(place) + "' " + why,
        "name a worker, such as crew/dave, or a directory, such as ./dave");
  }

  /** By the name that it has already, else below the nearest root that gives it one. */
  private static Worker ofDirectory(Desk desk, WorkerFinder finder, Path directory)
      throws CommandFailure, IOException {
    Optional<Worker> known =
        desk.index().workers().stream()
            .filter(worker -> worker.directory().equals(directory))
            .findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    Path parent = Optional.ofNullable(directory.getParent()).orElse(directory);
    return Stream.of(finder.root().toRealPath(), Root.above(parent), parent)
        .filter(root -> directory.startsWith(root) && !directory.equals(root))
        .flatMap(root ->
            WorkerName.parse(root.relativize(directory).toString())
                .map(name -> new Worker(name, root, directory))
                .stream())
        .findFirst()
        .orElseThrow(() ->
            new CommandFailure(
                ErrorCode.USAGE,
                Printable.of(directory.toString()) + " cannot be a worker: " + WorkerName.RULE,
                "lock a directory of another name, or one below it"));
  }
}
