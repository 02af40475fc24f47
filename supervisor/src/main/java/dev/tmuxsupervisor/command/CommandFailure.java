package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.lock.GuardBusyException;
import dev.tmuxsupervisor.lock.LockChangedException;
import dev.tmuxsupervisor.process.DiskFault;
import dev.tmuxsupervisor.process.ErrnoException;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.WorkerFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;

/** A command that did not do what was asked: what happened, to whom, and what to type next. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;
  private final String hint;

  CommandFailure(ErrorCode code, String message, String hint) {
    super(message);
    this.code = code;
    this.hint = hint;
  }

  /** The same in the words of the command line. */
  static CommandFailure of(IOException e) {
    Optional<DiskFault> disk = DiskFault.of(e);
    return disk.isPresent() ? of(disk.get(), e) : ofOther(e);
  }

  private static CommandFailure of(DiskFault fault, IOException e) {
    String words = Printable.of(String.valueOf(e.getMessage()));
    return switch (fault) {
      case FULL ->
          new CommandFailure(
              ErrorCode.DISK_FULL,
              "there is no room to write: " + words,
              "make room, then try again; see where it is short: supervisor doctor");
      case READ_ONLY ->
          new CommandFailure(
              ErrorCode.DISK_READ_ONLY,
              "it cannot be written to: " + words,
              "mount it for writing, then try again; see which it is: supervisor doctor");
    };
  }

  private static CommandFailure ofOther(IOException e) {
    return switch (e) {
      case GuardBusyException busy ->
          new CommandFailure(
              ErrorCode.GUARD_BUSY, String.valueOf(busy.getMessage()), "try again in a moment");
      case LockChangedException changed ->
          new CommandFailure(
              ErrorCode.GUARD_BUSY, String.valueOf(changed.getMessage()), "try again");
      case ErrnoException refused ->
          new CommandFailure(
              ErrorCode.FAILED,
              "the system refused it: " + Printable.of(String.valueOf(refused.getMessage())),
              "see the state of that file system: supervisor doctor");
      case WorkerFile.Damaged damaged -> WorkerFinder.damaged(damaged);
      case FileSystemException file -> FileTrouble.of(file);
      default -> new CommandFailure(ErrorCode.FAILED, Printable.of(e.toString()), "");
    };
  }

  ErrorCode code() {
    return code;
  }

  /** What to type next; empty when there is nothing. */
  String hint() {
    return hint;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
