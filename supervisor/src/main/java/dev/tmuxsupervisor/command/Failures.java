package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.lock.GuardBusyException;
import dev.tmuxsupervisor.lock.LockChangedException;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.WorkerFile;
import java.io.IOException;

/** Puts into words what went wrong below. */
final class Failures {
  private Failures() {}

  static CommandFailure of(IOException e) {
    return switch (e) {
      case GuardBusyException busy ->
          new CommandFailure(
              ErrorCode.GUARD_BUSY, String.valueOf(busy.getMessage()), "try again in a moment");
      case LockChangedException changed ->
          new CommandFailure(
              ErrorCode.GUARD_BUSY, String.valueOf(changed.getMessage()), "try again");
      case WorkerFile.Damaged damaged -> WorkerFinder.damaged(damaged);
      default -> new CommandFailure(ErrorCode.FAILED, Printable.of(e.toString()), "");
    };
  }
}
