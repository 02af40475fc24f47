package dev.tmuxsupervisor.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** What makes two paths one file: device and inode. */
final class FileKeys {
  private FileKeys() {}

  /** Of what the path leads to; empty where that is gone or closed to us. */
  static Optional<String> of(Path path) {
    try {
      return Optional.ofNullable(Files.readAttributes(path, BasicFileAttributes.class).fileKey())
          .map(Object::toString);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
