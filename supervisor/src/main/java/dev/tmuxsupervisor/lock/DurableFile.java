package dev.tmuxsupervisor.lock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
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

  /**
   * Writes the bytes. On a {@link FileSystemException}, such as for a full disk, the file is as it
   * was and the temporary one is gone; only the last step, the fsync of the directory, fails with
   * the new bytes in place.
   */
  public static void replace(Path file, byte[] bytes, String permissions) throws IOException {
    replace(file, directoryOf(file), bytes, permissions);
  }

  /**
   * The same with the temporary file in another directory of this file system, which somebody
   * clears of those that were left behind: the guard's, for one.
   */
  public static void replace(Path file, Path workshop, byte[] bytes, String permissions)
      throws IOException {
    Path temporary = workshop.resolve(TEMPORARY + UUID.randomUUID());
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
      if (e instanceof FileSystemException && e.getClass() != FileSystemException.class) {
        throw e; // its class says what is wrong
      }
      // A channel's own errors name no file, the others one that is known to nobody.
      String reason = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
      FileSystemException named =
          new FileSystemException(file.toString(), null, String.valueOf(reason));
      named.initCause(e);
      throw named;
    }
    syncDirectory(directoryOf(file));
  }

  /** Removes a file for good. Needs no space, so it works on a full disk. */
  public static void remove(Path file) throws IOException {
    Files.delete(file);
    syncDirectory(directoryOf(file));
  }

  /** Renames a file within its directory, for good. Needs no space either. */
  public static void rename(Path file, String newName) throws IOException {
    Files.move(file, file.resolveSibling(newName), StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(directoryOf(file));
  }

  /** Removes what writers that were killed left behind; only where no writer can be at work. */
  static void removeLeftovers(Path directory) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, TEMPORARY + "*")) {
      for (Path file : left) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) { // ours never are anything else
          Files.deleteIfExists(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** Whether such files are there that nobody has written to since then. */
  public static boolean hasLeftovers(Path directory, Instant since) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, TEMPORARY + "*")) {
      for (Path file : left) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                .toInstant()
                .isBefore(since)) {
          return true;
        }
      }
      return false;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (NoSuchFileException e) {
      return false; // one that was cleared away meanwhile
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
