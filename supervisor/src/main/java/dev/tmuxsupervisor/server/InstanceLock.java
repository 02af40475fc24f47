package dev.tmuxsupervisor.server;

import dev.tmuxsupervisor.client.Place;
import dev.tmuxsupervisor.client.Refusal;
import dev.tmuxsupervisor.process.Libc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/**
 * One server per user and name: flock(2), which the kernel lets go of when the process is dead,
 * however it died. The file stays for ever; a lock on an unlinked file excludes nobody.
 */
final class InstanceLock {
  private static final Duration LAST_BREATH = Duration.ofSeconds(12);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  private final Path path;
  private final Object inode;

  private InstanceLock(Path path, Object inode) {
    this.path = path;
    this.inode = inode;
  }

  /**
   * Takes the lock for the life of this process. Nothing, if another server answers; one that is
   * about to end is waited for, and {@link Refusal} if it neither ends nor answers.
   */
  static Optional<InstanceLock> take(Place place) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LAST_BREATH.toNanos();
    while (true) {
      int fd = Libc.openLockFile(place.lock());
      boolean locked = Libc.tryFlock(fd);
      Object inode = inode(Path.of("/dev/fd/" + fd));
      InstanceLock lock = new InstanceLock(place.lock(), inode);
      if (locked && lock.isStillOurs()) {
        Files.setPosixFilePermissions(place.lock(), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(place.lock(), place.socket() + System.lineSeparator());
        return Optional.of(lock);
      }
      Libc.close(fd);
      if (Listener.answers(place.socket()) || recordedAnswers(place)) {
        return Optional.empty();
      }
      if (System.nanoTime() - deadline > 0) {
        throw new Refusal(
            Refusal.PREREQUISITE,
            "another server holds "
                + place.lock()
                + " and answers nowhere; see: fuser "
                + place.lock());
      }
      Thread.sleep(BETWEEN_TRIES);
    }
  }

  private static boolean recordedAnswers(Place place) throws IOException {
    return Listener.answers(place.recorded().socket());
  }

  /** Whether the path still leads to the file that we locked. */
  boolean isStillOurs() throws IOException {
    try {
      return inode(path).equals(inode);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Object inode(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }
}
