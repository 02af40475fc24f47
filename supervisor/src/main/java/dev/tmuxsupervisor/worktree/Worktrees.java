package dev.tmuxsupervisor.worktree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The work trees of one repository that are ours: in {@code .worktrees/NAME} below its main work
 * tree, with a branch {@code supervisor/NAME} each. An interrupt of the calling thread may be lost
 * in a call; run it where none can come.
 */
public final class Worktrees {
  private final Repository repository;

  private Worktrees(Repository repository) {
    this.repository = repository;
  }

  /**
   * Of the repository that the directory is in, be it in its main work tree or another.
   *
   * @param environment the user's: git is found by its PATH, and its settings by its HOME
   */
  public static Worktrees of(Path directory, Map<String, String> environment)
      throws WorktreeProblem, IOException {
    return new Worktrees(Repository.around(directory, Git.in(environment)));
  }

  /** The folder of them all, which need not exist. */
  public Path home() {
    return repository.home();
  }

  /**
   * Makes a work tree {@code NAME-2}, or {@code -3} and so on if that is taken, with a branch of
   * its own, from the commit that is checked out in the directory that was asked from. Changes that
   * are not committed stay where they are. Any number of processes may do so at the same time.
   */
  public Worktree add(String name) throws WorktreeProblem, IOException {
    return add(name, _ -> false);
  }

  /** The same, passing over names that are taken elsewhere. */
  public Worktree add(String name, Predicate<String> taken) throws WorktreeProblem, IOException {
    return new Adder(repository).add(name, taken);
  }

  /** Takes away a work tree that was just added, with its branch if nothing was committed to it. */
  public void undo(Worktree worktree) throws WorktreeProblem, IOException {
    new Undoing(repository).undo(worktree, true);
  }
}
