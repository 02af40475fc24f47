package dev.tmuxsupervisor.worktree;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worktree.WorktreeProblem.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Removes a work tree of ours, and its branch, by git's own means. */
final class Remover {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Repository repository;

  Remover(Repository repository) {
    this.repository = repository;
  }

  Removed remove(Checkout checkout, boolean force) throws WorktreeProblem, IOException {
    String place = Printable.of(checkout.path().toString());
    if (checkout.locked()) {
      throw new WorktreeProblem(
          Kind.REFUSED, place + " is locked by git worktree lock", "git worktree unlock " + place);
    }
    Work work = new Inspection(repository).work(checkout);
    if (work.wouldBeLost() && !force) {
      throw new WorktreeProblem(
          Kind.WORK_WOULD_BE_LOST,
          place + " has " + work.words(),
          "commit and push or merge it; or lose it: supervisor worktree remove --force "
              + checkout.name());
    }
    List<String> words = new ArrayList<>(List.of("worktree", "remove"));
    if (force) {
      words.add("--force");
    }
    words.addAll(List.of("--", checkout.path().toString()));
    Git.Reply reply =
        repository.git().change(repository.main(), LONGEST, words.toArray(String[]::new));
    if (!reply.succeeded()) {
      throw new WorktreeProblem(
          Kind.REFUSED, "git does not remove " + place + ": " + reply.complaint(), "");
    }
    Undoing undoing = new Undoing(repository);
    undoing.removeEmpty(above(checkout.path()));
    return new Removed(work, deletesBranch(checkout, undoing));
  }

  /** Not one that somebody has checked out elsewhere, or has committed to since we looked. */
  private boolean deletesBranch(Checkout checkout, Undoing undoing)
      throws WorktreeProblem, IOException {
    for (Entry entry : repository.entries()) {
      if (entry.branch().filter(checkout.branch()::equals).isPresent()) {
        return false;
      }
    }
    return undoing.deleteBranch("refs/heads/" + checkout.branch(), checkout.tip());
  }

  private static Path above(Path path) {
    return path.resolve("..").normalize();
  }
}
