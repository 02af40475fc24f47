package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for something to happen to workers. Whatever the supervisor does changes one of their
 * files, which costs next to nothing to see; the rest is found by looking again every second.
 */
final class Vigil {
  private static final Duration GLANCE = Duration.ofMillis(50);
  private static final Duration ROUND = Duration.ofSeconds(1);
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final Optional<Long> deadline;

  /** Begins now; lasts for ever when nothing is said, or more than the clock can count. */
  Vigil(Optional<Duration> timeout) {
    this.deadline =
        timeout
            .filter(it -> it.compareTo(FOR_EVER) < 0)
            .map(it -> System.nanoTime() + it.toNanos());
  }

  /** What a worker's files are known by: they are replaced, never written in place. */
  record Stamp(Optional<Version> lock, Optional<Version> file) {
    /** One version of a file. */
    private record Version(FileTime modified, long size, String key) {}

    static Stamp of(Worker worker) throws IOException {
      return new Stamp(version(worker.runtime().lockFile()), version(worker.file().path()));
    }

    private static Optional<Version> version(Path path) throws IOException {
      try {
        BasicFileAttributes file =
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return Optional.of(
            new Version(file.lastModifiedTime(), file.size(), String.valueOf(file.fileKey())));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    }
  }

  /** Whether the time is over. */
  boolean isOver() {
    return deadline.filter(end -> System.nanoTime() - end >= 0).isPresent();
  }

  /** Comes back when the worker's files are no longer as they were seen, or it is time to look. */
  void awaitChange(Worker worker, Stamp seen) throws IOException, InterruptedException {
    long round = System.nanoTime() + ROUND.toNanos();
    do {
      Thread.sleep(GLANCE);
    } while (!isOver() && System.nanoTime() - round < 0 && Stamp.of(worker).equals(seen));
  }
}
