package dev.tmuxsupervisor.worktree;

import java.nio.file.Path;

/**
 * A work tree that we made.
 *
 * @param path its top directory, absolute
 * @param branch the branch that was made with it, such as {@code supervisor/crew/dave-2}
 * @param start the id of the commit that it starts from
 */
public record Worktree(Path path, String branch, String start) {
  /** What the names of our branches begin with. */
  static final String PREFIX = "supervisor/";

  /** What it is called, and where it is below the folder of all of them. */
  public String name() {
    return branch.substring(PREFIX.length());
  }

  String ref() {
    return "refs/heads/" + branch;
  }
}
