package dev.tmuxsupervisor.lock;

import dev.tmuxsupervisor.process.Libc;
import dev.tmuxsupervisor.process.OpenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The right to change a worker's lock: flock(2) on {@code agent.lock.flock}, held until it is
 * closed, and gone with the process. Java's own file locks are fcntl(2) locks, which neither see
 * nor block flock(2) and vanish when any other channel on the file is closed.
 */
public final class Guard implements AutoCloseable {
  private final RuntimeDirectory directory;
  private final int fd;

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
    long deadline = System.nanoTime() + patience.toNanos();
    Path file = directory.guardFile();
    while (true) {
      int fd = Libc.openLockFile(file);
      boolean ours = false;
      try {
        ours = Libc.tryFlock(fd) && isStill(file, fd);
      } finally {
        if (!ours) {
          Libc.close(fd);
        }
      }
      if (ours) {
        DurableFile.removeLeftovers(directory.path());
        return new Guard(directory, fd);
      }
      if (System.nanoTime() > deadline) {
        throw new GuardBusyException(file, patience, OpenFiles.flockHolders(file));
      }
      Thread.sleep(Duration.ofMillis(1 + ThreadLocalRandom.current().nextInt(10)));
    }
  }

  /**
   * Somebody may have replaced the file between open and flock; then we locked a file nobody sees.
   */
  private static boolean isStill(Path file, int fd) throws IOException {
    try {
      return Objects.equals(
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey(),
          Files.readAttributes(Path.of("/proc/self/fd/" + fd), BasicFileAttributes.class)
              .fileKey());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Throws IllegalStateException when this is the guard of another folder: a mistake in our code.
   */
  public void requireFor(RuntimeDirectory other) {
    if (!directory.equals(other)) {
      throw new IllegalStateException(
          "the guard of " + directory.path() + " is not that of " + other);
    }
  }

  @Override
  public void close() {
    Libc.close(fd);
  }
}
