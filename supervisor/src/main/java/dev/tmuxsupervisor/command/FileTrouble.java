package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.process.Printable;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/**
 * A file that could not be used: what java.nio.file says by the class of an exception, in words.
 */
final class FileTrouble {
  private FileTrouble() {}

  static CommandFailure of(FileSystemException e) {
    String file = Printable.of(Optional.ofNullable(e.getFile()).orElse("a file"));
    return new CommandFailure(
        ErrorCode.FAILED,
        file + " cannot be used: " + reason(e),
        file.startsWith("/") ? "look at it: ls -ld " + file : "");
  }

  private static String reason(FileSystemException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "it does not exist";
      case NotDirectoryException _ -> "it is not a directory";
      case FileAlreadyExistsException _ -> "something else stands there";
      case DirectoryNotEmptyException _ -> "it is not empty";
      default ->
          Printable.of(
              Optional.ofNullable(e.getReason()).orElseGet(() -> String.valueOf(e.getMessage())));
    };
  }
}
