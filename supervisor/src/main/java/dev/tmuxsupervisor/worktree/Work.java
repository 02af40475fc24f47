package dev.tmuxsupervisor.worktree;

/**
 * What there is in a work tree and nowhere else.
 *
 * @param changes files that differ from the commit or are new, without what git ignores
 * @param unsaved commits that no remote, no tag and no other local branch has
 * @param ahead commits of its branch that the main work tree does not have
 * @param behind commits of the main work tree that its branch does not have
 */
public record Work(int changes, int unsaved, int ahead, int behind) {
  /** Whether removing the work tree would lose something. */
  public boolean wouldBeLost() {
    return changes > 0 || unsaved > 0;
  }

  /** Such as {@code 2 uncommitted changes and 1 commit that is nowhere else}. */
  public String words() {
    String edits = changes + (changes == 1 ? " uncommitted change" : " uncommitted changes");
    String commits =
        unsaved + (unsaved == 1 ? " commit that is" : " commits that are") + " nowhere else";
    return changes == 0 ? commits : unsaved == 0 ? edits : edits + " and " + commits;
  }
}
