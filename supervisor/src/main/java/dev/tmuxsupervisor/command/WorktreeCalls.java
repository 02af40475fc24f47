package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worktree.WorktreeProblem;
import java.io.IOException;
import java.util.concurrent.Callable;

/** Has git do something to its end, and says in our words why it did not. */
final class WorktreeCalls {
  private WorktreeCalls() {}

  /** Runs an action that an interrupt would leave half done. */
  static <T> T run(Callable<T> action) throws CommandFailure, IOException, InterruptedException {
    try {
      return Undisturbed.run(action);
    } catch (IOException e) {
      switch (e.getCause()) {
        case WorktreeProblem problem -> throw failure(problem);
        case CommandFailure failure -> throw failure;
        case null, default -> throw e;
      }
    }
  }

  private static CommandFailure failure(WorktreeProblem problem) {
    ErrorCode code =
        switch (problem.kind()) {
          case NO_GIT -> ErrorCode.GIT_MISSING;
          case NO_REPOSITORY, NO_COMMIT -> ErrorCode.NO_REPOSITORY;
          case NOT_TRUSTED, REFUSED -> ErrorCode.WORKTREE_REFUSED;
          case WORK_WOULD_BE_LOST -> ErrorCode.WORK_WOULD_BE_LOST;
          case TIMED_OUT -> ErrorCode.GIT_TIMEOUT;
        };
    return new CommandFailure(code, Printable.of(problem.text()), problem.hint());
  }
}
