package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worktree.Checkout;
import dev.tmuxsupervisor.worktree.WorktreeProblem;
import dev.tmuxsupervisor.worktree.Worktrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The work trees that we know of: of the repository around a place, and of all our workers. */
final class KnownWorktrees {
  private final Desk desk;

  KnownWorktrees(Desk desk) {
    this.desk = desk;
  }

  /** A work tree, and the repository that it belongs to. */
  record Known(Worktrees worktrees, Checkout checkout) {
    boolean is(String name, Path path) {
      return checkout.name().equals(name) || checkout.path().equals(path);
    }
  }

  /**
   * All of them.
   *
   * @param below the root that was asked for; else the directory that the user is in counts too
   */
  List<Known> all(Optional<Path> below) throws CommandFailure, IOException, InterruptedException {
    Path here = below.orElse(desk.surroundings().directory());
    Set<Path> places = new LinkedHashSet<>(List.of(here));
    for (Worker worker : desk.index().workers()) {
      if (worker.root().endsWith(Worktrees.FOLDER)
          && below.filter(it -> !worker.root().startsWith(it)).isEmpty()) {
        places.add(worker.root());
      }
    }
    Map<Path, Worktrees> repositories = new LinkedHashMap<>();
    for (Path place : places) {
      repository(place, place.equals(here))
          .ifPresent(it -> repositories.putIfAbsent(it.home(), it));
    }
    List<Known> all = new ArrayList<>();
    for (Worktrees worktrees : repositories.values()) {
      for (Checkout checkout : WorktreeCalls.run(worktrees::list)) {
        all.add(new Known(worktrees, checkout));
      }
    }
    return List.copyOf(all);
  }

  private Optional<Worktrees> repository(Path place, boolean mayBeNone)
      throws CommandFailure, IOException, InterruptedException {
    return WorktreeCalls.run(() -> {
      try {
        return Optional.of(Worktrees.of(place, desk.surroundings().inherited()));
      } catch (WorktreeProblem e) {
        if (mayBeNone && e.kind() == WorktreeProblem.Kind.NO_REPOSITORY) {
          return Optional.empty();
        }
        throw e;
      }
    });
  }

  /** The one that a name or a path means. */
  Known find(String text, Optional<Path> below)
      throws CommandFailure, IOException, InterruptedException {
    Path path = desk.surroundings().directory().resolve(text).normalize();
    Path real = Files.exists(path) ? path.toRealPath() : path;
    List<Known> found = all(below).stream().filter(known -> known.is(text, real)).toList();
    if (found.isEmpty() && Files.isDirectory(real)) {
      found = all(Optional.of(real)).stream().filter(known -> known.is(text, real)).toList();
    }
    if (found.size() > 1) {
      throw new CommandFailure(
          ErrorCode.AMBIGUOUS_NAME,
          "there are several work trees " + Printable.of(text),
          "say its path: supervisor worktree list");
    }
    if (found.isEmpty()) {
      throw new CommandFailure(
          ErrorCode.NO_SUCH_WORKER,
          "there is no work tree of ours called " + Printable.of(text),
          "see those there are: supervisor worktree list");
    }
    return found.getFirst();
  }
}
