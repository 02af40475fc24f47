package dev.tmuxsupervisor.lock;

import dev.tmuxsupervisor.process.ErrnoException;
import dev.tmuxsupervisor.process.Libc;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right to change a worker's lock: flock(2) on {@code agent.lock.flock}, held until it is
 * closed, and gone with the process. Java's own file locks are fcntl(2) locks, which neither see
 * nor block flock(2) and vanish when any other channel on the file is closed.
 */
public final class Guard implements AutoCloseable {
  private final RuntimeDirectory directory;
  private final int fd;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Guard(RuntimeDirectory directory, int fd) {
    this.directory = directory;
    this.fd = fd;
  }

  /**
   * Takes the guard, waiting at most {@code patience}. Throws {@link GuardBusyException}, which
   * names the holder, when the time is over.
   */
  public static Guard take(RuntimeDirectory directory, Duration patience)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Path file = directory.guardFile();
    while (true) {
      int fd = open(file);
      boolean ours = false;
      try {
        if (Libc.tryFlock(fd) && isStill(file, fd)) {
          DurableFile.removeLeftovers(directory.path());
          ours = true;
        }
      } finally {
        if (!ours) {
          Libc.close(fd);
        }
      }
      if (ours) {
        return new Guard(directory, fd);
      }
      if (patience.minusNanos(System.nanoTime() - start).isNegative()) {
        throw new GuardBusyException(file, patience);
      }
      Thread.sleep(Duration.ofMillis(1 + ThreadLocalRandom.current().nextInt(10)));
    }
  }

  private static int open(Path file) throws IOException {
    int fd;
    try {
      fd = Libc.openLockFile(file);
    } catch (ErrnoException e) {
      if (e.errno() == Libc.ELOOP) {
        throw refused(file, "it is a symbolic link, not a lock file", e);
      }
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw refused(file, "it is not a regular file", e);
      }
      throw e;
    }
    boolean usable = false;
    try {
      usable = Files.isRegularFile(opened(fd));
    } finally {
      if (!usable) {
        Libc.close(fd);
      }
    }
    if (!usable) {
      throw new FileSystemException(file.toString(), null, "it is not a regular file");
    }
    return fd;
  }

  private static FileSystemException refused(Path file, String reason, ErrnoException cause) {
    FileSystemException refused = new FileSystemException(file.toString(), null, reason);
    refused.initCause(cause);
    return refused;
  }

  private static Path opened(int fd) {
    return Path.of("/proc/self/fd", Integer.toString(fd));
  }

  /**
   * Somebody may have replaced the file between open and flock; then we locked a file nobody sees.
   */
  private static boolean isStill(Path file, int fd) throws IOException {
    try {
      return Objects.equals(
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey(),
          Files.readAttributes(opened(fd), BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Throws IllegalStateException when closed or of another folder: a mistake in our code. */
  public void requireFor(RuntimeDirectory other) {
    if (closed.get()) {
      throw new IllegalStateException("the guard of " + directory.path() + " is closed");
    }
    if (!directory.equals(other)) {
      throw new IllegalStateException(
          "the guard of " + directory.path() + " is not that of " + other);
    }
  }

  /** Frees the guard, once: the number of the descriptor may soon stand for another guard. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Libc.close(fd);
    }
  }
}
