package dev.tmuxsupervisor.lock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * Replaces a file so that a reader, a crash or a power cut sees the old bytes or the new ones and
 * nothing between: unique temporary file, fsync, rename, fsync of the directory.
 */
public final class DurableFile {
  private static final String TEMPORARY = ".supervisor-tmp-";

  private DurableFile() {}

  /** Writes the bytes; on any error the file is as it was and the temporary one is gone. */
  public static void replace(Path file, byte[] bytes, String permissions) throws IOException {
    Path directory = directoryOf(file);
    Path temporary = directory.resolve(TEMPORARY + UUID.randomUUID());
    Set<PosixFilePermission> mode = PosixFilePermissions.fromString(permissions);
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(mode))) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    syncDirectory(directory);
  }

  /** Removes a file for good. Needs no space, so it works on a full disk. */
  static void remove(Path file) throws IOException {
    Files.delete(file);
    syncDirectory(directoryOf(file));
  }

  /** Renames a file within its directory, for good. */
  static void rename(Path file, String newName) throws IOException {
    Files.move(file, file.resolveSibling(newName), StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(directoryOf(file));
  }

  /** Removes what writers that were killed left behind; only where no writer can be at work. */
  static void removeLeftovers(Path directory) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, TEMPORARY + "*")) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path directoryOf(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " has no directory");
    }
    return parent;
  }
}
