package dev.tmuxsupervisor.worktree;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Takes away what was just made, and nothing that anybody else has put there since. */
final class Undoing {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Repository repository;

  Undoing(Repository repository) {
    this.repository = repository;
  }

  /**
   * Removes a fresh work tree.
   *
   * @param withBranch whether its branch was made by us; it goes only if nothing was committed
   */
  void undo(Worktree worktree, boolean withBranch) throws WorktreeProblem, IOException {
    if (isListed(worktree)) {
      repository
          .git()
          .change(
              repository.main(),
              LONGEST,
              "worktree",
              "remove",
              "--force",
              "--force",
              "--",
              worktree.path().toString());
    }
    removeEmpty(worktree.path());
    if (withBranch && !isListed(worktree)) {
      deleteBranch(worktree.ref(), worktree.start());
    }
  }

  private boolean isListed(Worktree worktree) throws WorktreeProblem, IOException {
    return repository.entries().stream().anyMatch(entry -> entry.path().equals(worktree.path()));
  }

  /** Deletes a branch that is still at this commit. */
  boolean deleteBranch(String ref, String commit) throws WorktreeProblem, IOException {
    boolean deleted =
        repository
            .git()
            .change(repository.main(), LONGEST, "update-ref", "-d", ref, commit)
            .succeeded();
    if (deleted) {
      // What a push with -u wrote must not come back with a new branch of this name.
      repository
          .git()
          .change(
              repository.main(),
              LONGEST,
              "config",
              "--local",
              "--remove-section",
              "branch." + ref.substring("refs/heads/".length()));
    }
    return deleted;
  }

  /** Removes the directory and those above it, up to our folder, as far as they are empty. */
  void removeEmpty(Path path) throws IOException {
    Path home = repository.home();
    try {
      for (Path at = path; at != null && !at.equals(home); at = at.getParent()) {
        Files.deleteIfExists(at);
      }
    } catch (DirectoryNotEmptyException inUse) {
      return; // by others
    }
  }
}
