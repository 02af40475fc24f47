package dev.tmuxsupervisor.scan;

import dev.tmuxsupervisor.process.ErrnoException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Optional;

/** Why a directory could not be read, in words. */
final class Troubles {
  static final String DENIED = "Permission denied";
  static final String GONE = "it is gone";

  private Troubles() {}

  static String words(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> DENIED;
      case FileSystemException failed ->
          Optional.ofNullable(failed.getReason()).orElse(failed.getClass().getSimpleName());
      case ErrnoException failed -> failed.reason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
