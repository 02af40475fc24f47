package dev.tmuxsupervisor.worktree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The work trees of one repository that are ours: in {@code .worktrees/NAME} below its main work
 * tree, with a branch {@code supervisor/NAME} each. An interrupt of the calling thread may be lost
 * in a call; run it where none can come.
 */
public final class Worktrees {
  /** The name of the folder that they are in. */
  public static final String FOLDER = ".worktrees";

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

  /** Files that differ from the commit, in the work tree that was asked from. */
  public int changes() throws WorktreeProblem, IOException {
    return new Inspection(repository).changes(repository.top());
  }

  /** Those that are there, by what git says now. */
  public List<Checkout> list() throws WorktreeProblem, IOException {
    return new Inspection(repository).ours();
  }

  /** What one of them holds. */
  public Work work(Checkout checkout) throws WorktreeProblem, IOException {
    return new Inspection(repository).work(checkout);
  }

  /**
   * Removes one of them with what git ignores in it, and its branch. Whoever works in it is the
   * caller's to look for. Refused while git keeps it locked.
   *
   * @param force also when that loses work
   */
  public Removed remove(Checkout checkout, boolean force) throws WorktreeProblem, IOException {
    return new Remover(repository).remove(checkout, force);
  }
}
