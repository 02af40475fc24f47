package dev.tmuxsupervisor.command;

/** What can go wrong, for programs: the name stands in JSON, the number is the exit code. */
enum ErrorCode {
  FAILED(1, false),
  NOT_STOPPED(1, true),
  NOT_RECOVERED(1, true),
  SERVER_ENDS(1, true),
  WORKER_FILE_DAMAGED(1, false),
  DISK_FULL(1, true),
  DISK_READ_ONLY(1, true),
  USAGE(2, false),
  OUTSIDE_ROOT(2, false),
  FLEET_FILE_INVALID(2, false),
  NO_SUCH_WORKER(3, false),
  NO_SUCH_DIRECTORY(3, false),
  NO_SESSION(3, false),
  NO_FLEET_FILE(3, false),
  NO_REPOSITORY(3, false),
  LOCK_HELD(4, false),
  LOCK_UNKNOWN(4, true),
  LOCK_FOREIGN(4, false),
  LOCK_DAMAGED(4, false),
  LOCK_RESERVED(4, false),
  GUARD_BUSY(4, true),
  AMBIGUOUS_NAME(4, false),
  KEY_TAKEN(4, false),
  OTHER_TMUX_SERVER(4, false),
  SPAWN_REFUSED(4, false),
  AMBIGUOUS_SESSION(4, false),
  PANE_TAKEN(4, false),
  COLLISION(4, false),
  WORKTREE_REFUSED(4, false),
  WORK_WOULD_BE_LOST(4, false),
  COMMAND_NOT_FOUND(5, false),
  TMUX_MISSING(5, false),
  GIT_MISSING(5, false),
  NO_SERVICE_MANAGER(5, false),
  TMUX_UNREACHABLE(5, true),
  AGENT_ENDED(7, false),
  STATE_MISSED(7, false),
  WAIT_TIMEOUT(124, true),
  GIT_TIMEOUT(124, true),
  TMUX_TIMEOUT(124, true);

  private final int exit;
  private final boolean retryable;

  ErrorCode(int exit, boolean retryable) {
    this.exit = exit;
    this.retryable = retryable;
  }

  int exit() {
    return exit;
  }

  /** Whether the same command may succeed later without anybody doing anything. */
  boolean retryable() {
    return retryable;
  }
}
