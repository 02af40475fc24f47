package dev.tmuxsupervisor.worktree;

/** Why git, or we ourselves, would not do what was asked of a repository; nothing was changed. */
public final class WorktreeProblem extends Exception {
  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final String hint;

  /** The kinds of reasons. */
  public enum Kind {
    /** There is no git, or one that is too old. */
    NO_GIT,
    /** The directory is in no repository that has a work tree. */
    NO_REPOSITORY,
    /** Nothing was committed yet. */
    NO_COMMIT,
    /** Git does not trust the owner of the repository. */
    NOT_TRUSTED,
    /** Git did not end in time. */
    TIMED_OUT,
    /** There is work in it that is nowhere else. */
    WORK_WOULD_BE_LOST,
    /** It is not one of ours, or something stands in the way. */
    REFUSED
  }

  WorktreeProblem(Kind kind, String message, String hint) {
    super(message);
    this.kind = kind;
    this.hint = hint;
  }

  /** The kind of reason. */
  public Kind kind() {
    return kind;
  }

  /** What happened, in words that may hold text of others. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /** What to type next; empty when there is nothing. */
  public String hint() {
    return hint;
  }
}
