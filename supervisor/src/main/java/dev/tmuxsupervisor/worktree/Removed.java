package dev.tmuxsupervisor.worktree;

/**
 * What went with a work tree that was removed.
 *
 * @param lost the work that was in it alone
 * @param branchDeleted false when somebody else uses the branch
 */
public record Removed(Work lost, boolean branchDeleted) {}
