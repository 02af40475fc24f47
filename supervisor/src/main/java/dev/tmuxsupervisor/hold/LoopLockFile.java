package dev.tmuxsupervisor.hold;

import dev.tmuxsupervisor.lock.BoundedFile;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.JsonFields.Malformed;
import dev.tmuxsupervisor.process.ErrnoException;
import dev.tmuxsupervisor.process.Libc;
import dev.tmuxsupervisor.process.LibcLockFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The file that a loop lock is taken on. It is never removed and never replaced: a lock on a file
 * that nobody can see excludes nobody.
 */
final class LoopLockFile {
  private final Path path;
  private final LoopMetadata metadata;

  LoopLockFile(Path path, LoopMetadata metadata) {
    this.path = path;
    this.metadata = metadata;
  }

  /**
   * Takes the lock and writes who has it; answers the descriptor, or nothing when somebody else has
   * it and it was not to be waited for.
   */
  OptionalInt take(boolean wait) throws IOException, HoldFailure {
    makeDirectory();
    while (true) {
      OptionalInt opened = open();
      if (opened.isEmpty()) {
        OptionalInt made = make();
        if (made.isPresent()) {
          return made;
        }
        continue;
      }
      int fd = opened.getAsInt();
      boolean ours = false;
      try {
        requireLockFile(fd);
        if (!Libc.tryFlock(fd)) {
          if (!wait) {
            return OptionalInt.empty();
          }
          LibcLockFile.awaitFlock(fd);
        }
        if (isStill(fd)) {
          overwrite(fd);
          ours = true;
          return opened;
        }
      } finally {
        if (!ours) {
          Libc.close(fd);
        }
      }
    }
  }

  private void makeDirectory() throws IOException {
    Path directory = directory();
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }

  private Path directory() {
    return Objects.requireNonNull(path.getParent());
  }

  private OptionalInt open() throws IOException, HoldFailure {
    try {
      return OptionalInt.of(LibcLockFile.openExisting(path));
    } catch (ErrnoException e) {
      if (e.errno() == Libc.ENOENT) {
        return OptionalInt.empty();
      }
      if (e.errno() == Libc.ELOOP) {
        HoldFailure refused = noLockFile("a symbolic link");
        refused.initCause(e);
        throw refused;
      }
      throw e;
    }
  }

  /** Refuses what a holder cannot have written, before it would be written over. */
  private void requireLockFile(int fd) throws HoldFailure {
    Path opened = opened(fd);
    if (!Files.isRegularFile(opened)) {
      throw noLockFile("no regular file");
    }
    switch (BoundedFile.read(path, LoopMetadata.LIMIT)) {
      case BoundedFile.Content.Whole whole -> {
        // A crash may have left half of what a holder wrote; but whole JSON names a holder.
        if (!whole.text().isBlank() && !isHolders(whole.text())) {
          throw noLockFile("something else");
        }
      }
      case BoundedFile.Content.Missing() -> {} // the inode is compared later
      case BoundedFile.Content.Hostile(String reason) -> throw noLockFile(reason);
      case BoundedFile.Content.Unreadable(String reason) -> throw noLockFile(reason);
    }
  }

  private static boolean isHolders(String text) {
    try {
      return JsonFields.parse(text).names().contains("pid");
    } catch (Malformed e) {
      return text.startsWith("{");
    }
  }

  private HoldFailure noLockFile(String what) {
    return new HoldFailure(
        HoldFailure.USAGE,
        path + " is no lock file: " + what,
        "nothing was changed; name another: --lock-file FILE");
  }

  /**
   * Makes the file with its content and its lock, and then gives it its name, so that nobody sees
   * it empty or free; nothing when somebody else was faster.
   */
  private OptionalInt make() throws IOException {
    int fd;
    try {
      fd = LibcLockFile.openNameless(directory());
    } catch (ErrnoException e) {
      if (e.errno() != LibcLockFile.EOPNOTSUPP && e.errno() != LibcLockFile.EISDIR) {
        throw e;
      }
      // Not on this file system: there, others may see it empty for a moment.
      Libc.close(Libc.openLockFile(path));
      return OptionalInt.empty();
    }
    boolean ours = false;
    try {
      if (!Libc.tryFlock(fd)) {
        throw new IOException("a file without a name is locked by somebody else");
      }
      overwrite(fd);
      LibcLockFile.name(fd, path);
      ours = true;
      return OptionalInt.of(fd);
    } catch (ErrnoException e) {
      if (e.errno() == LibcLockFile.EEXIST) {
        return OptionalInt.empty();
      }
      throw e;
    } finally {
      if (!ours) {
        Libc.close(fd);
      }
    }
  }

  /** Somebody may have removed the file meanwhile, as ralph's documentation advises. */
  private boolean isStill(int fd) throws IOException {
    try {
      return Objects.equals(
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey(),
          Files.readAttributes(opened(fd), BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * One write over all that was there: a reader finds the old holder or this one, never nothing.
   */
  private void overwrite(int fd) throws IOException {
    byte[] text = metadata.bytes();
    try (FileChannel channel = FileChannel.open(opened(fd), StandardOpenOption.WRITE)) {
      long before = channel.size();
      byte[] padded = Arrays.copyOf(text, (int) Math.max(before, text.length));
      Arrays.fill(padded, text.length, padded.length, (byte) '\n');
      int written = channel.write(ByteBuffer.wrap(padded), 0);
      if (written != padded.length) {
        throw new IOException(path + ": only " + written + " bytes could be written");
      }
      channel.truncate(text.length);
      channel.force(true);
    }
  }

  private static Path opened(int fd) {
    return Path.of("/proc/self/fd", Integer.toString(fd));
  }
}
