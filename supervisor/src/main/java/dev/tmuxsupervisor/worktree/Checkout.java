package dev.tmuxsupervisor.worktree;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A work tree of ours as git lists it.
 *
 * @param branch ours, made with it; it may be on another one by now
 * @param tip the id of the commit that our branch is at
 * @param locked whether somebody told git to keep it
 */
public record Checkout(Path path, String branch, String tip, boolean locked) {
  /** What it is called. */
  public String name() {
    return branch.substring(Worktree.PREFIX.length());
  }

  /** Whether its directory is still there. */
  public boolean exists() {
    return Files.exists(path.resolve(".git"));
  }
}
