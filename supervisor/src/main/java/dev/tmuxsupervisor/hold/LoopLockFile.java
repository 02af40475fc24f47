package dev.tmuxsupervisor.hold;

import dev.tmuxsupervisor.lock.BoundedFile;
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
  /** Its size is a multiple of this, which holds all that a holder writes in ASCII. */
  private static final int STEP = 256;

  private final Path path;
  private final LoopMetadata metadata;
  private final NamelessFiles namelessFiles;

  /** How a file without a name is made in a directory; not every file system can. */
  interface NamelessFiles {
    int open(Path directory) throws IOException;
  }

  LoopLockFile(Path path, LoopMetadata metadata) {
    this(path, metadata, LibcLockFile::openNameless);
  }

  LoopLockFile(Path path, LoopMetadata metadata, NamelessFiles namelessFiles) {
    this.path = path;
    this.metadata = metadata;
    this.namelessFiles = namelessFiles;
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
        if (!Files.isRegularFile(opened(fd))) {
          throw noLockFile("no regular file");
        }
        if (!Libc.tryFlock(fd)) {
          if (!wait) {
            return OptionalInt.empty();
          }
          LibcLockFile.awaitFlock(fd);
        }
        requireHolders();
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
      HoldFailure refused;
      if (e.errno() == Libc.ELOOP) {
        refused = noLockFile("a symbolic link");
      } else if (e.errno() == LibcLockFile.EISDIR) {
        refused = noLockFile("a directory");
      } else if (e.errno() == Libc.ENXIO) {
        refused = noLockFile("a socket or a device");
      } else {
        throw e;
      }
      refused.initCause(e);
      throw refused;
    }
  }

  /**
   * Refuses what a holder cannot have written, before it would be written over. Under the lock:
   * nobody writes meanwhile.
   */
  private void requireHolders() throws HoldFailure {
    switch (BoundedFile.read(path, LoopMetadata.LIMIT)) {
      case BoundedFile.Content.Whole whole -> {
        if (!LoopMetadata.isHolders(whole.text())) {
          throw noLockFile("something else");
        }
      }
      case BoundedFile.Content.Missing() -> {} // the inode is compared next
      case BoundedFile.Content.Hostile(String reason) -> throw noLockFile(reason);
      case BoundedFile.Content.Unreadable(String reason) -> throw noLockFile(reason);
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
      fd = namelessFiles.open(directory());
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
   * The file does not shrink, and ordinary words do not let it grow: who reads until the end finds
   * it by a second read(2), and would have the end of a longer text behind a shorter one.
   */
  private void overwrite(int fd) throws IOException {
    byte[] text = metadata.bytes();
    try (FileChannel channel = FileChannel.open(opened(fd), StandardOpenOption.WRITE)) {
      long size = Math.max(channel.size(), (text.length / STEP + 1L) * STEP);
      byte[] padded = Arrays.copyOf(text, Math.toIntExact(size));
      Arrays.fill(padded, text.length, padded.length - 1, (byte) ' ');
      padded[padded.length - 1] = '\n';
      int written = channel.write(ByteBuffer.wrap(padded), 0);
      if (written != padded.length) {
        throw new IOException(path + ": only " + written + " bytes could be written");
      }
      channel.force(true);
    }
  }

  private static Path opened(int fd) {
    return Path.of("/proc/self/fd", Integer.toString(fd));
  }
}
