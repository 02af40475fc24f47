package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.fleet.Fleet;
import dev.tmuxsupervisor.fleet.FleetFile;
import dev.tmuxsupervisor.fleet.InvalidFleetFile;
import dev.tmuxsupervisor.fleet.Member;
import dev.tmuxsupervisor.fleet.NameGlob;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Root;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what the fleet file of a root says, and puts into words when it says nothing. */
final class Fleets {
  private Fleets() {}

  /** The fleet of a root, if it has one. */
  static Optional<Fleet> at(Path root) throws CommandFailure {
    try {
      return FleetFile.read(root);
    } catch (InvalidFleetFile e) {
      throw new CommandFailure(ErrorCode.FLEET_FILE_INVALID, e.text(), e.hint());
    }
  }

  /** The workers of the fleet that the patterns mean; all of them where there is no pattern. */
  static List<Member> members(Path root, List<String> patterns) throws CommandFailure, IOException {
    Fleet fleet =
        at(root)
            .orElseThrow(() ->
                new CommandFailure(
                    ErrorCode.NO_FLEET_FILE,
                    "there is no " + Printable.of(Root.file(root).toString()),
                    "write one, or name the root that has it: --root DIR"));
    List<NameGlob> globs = globs(patterns);
    List<Member> members = fleet.members(root);
    for (NameGlob glob : globs) {
      if (members.stream().noneMatch(member -> glob.matches(member.name()))) {
        throw new CommandFailure(
            ErrorCode.NO_SUCH_WORKER,
            "no worker of " + Printable.of(Root.file(root).toString()) + " is called " + glob,
            "see those it has: supervisor up --dry-run");
      }
    }
    return members.stream()
        .filter(member ->
            globs.isEmpty() || globs.stream().anyMatch(glob -> glob.matches(member.name())))
        .toList();
  }

  /** The workers that were spawned below this root, by names of this root. */
  static List<Worker> known(Desk desk, Path root) throws IOException {
    Path real = root.toRealPath();
    return desk.index().workers().stream().filter(it -> it.root().equals(real)).toList();
  }

  /** What the user wrote as patterns of names. */
  static List<NameGlob> globs(List<String> patterns) throws CommandFailure {
    List<NameGlob> globs = new ArrayList<>();
    for (String pattern : patterns) {
      try {
        globs.add(NameGlob.of(pattern));
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(
            ErrorCode.USAGE,
            "'" + Printable.of(pattern) + "': " + e.getMessage(),
            "such as 'crew/*', in quotes");
      }
    }
    return globs;
  }
}
