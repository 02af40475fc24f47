package dev.tmuxsupervisor.scan;

import dev.tmuxsupervisor.process.ErrnoException;
import dev.tmuxsupervisor.process.Libc;
import dev.tmuxsupervisor.process.LibcDirectories;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one thread does: it reads directories of one mount, one after the other. Only with the first
 * of them does it touch the mount, so that of many threads one alone hangs where that hangs.
 */
final class DirectoryReader implements AutoCloseable {
  private static final byte[] RUNTIME = bytes(Findings.RUNTIME);
  private static final byte[] LOCK = bytes(Findings.LOCK);
  private static final byte[] FILE = bytes(Findings.FILE);

  /** Is told of mounts, by what each is known. */
  interface Mounts {
    /** It is read now. */
    void entered(String key);

    /** Here is the root of another one. */
    void found(byte[] path, String key);
  }

  private final Skips skips;
  private final Findings findings;
  private final byte[] beginning;
  private final Mounts mounts;
  private final LibcDirectories calls = new LibcDirectories();
  private OptionalInt base = OptionalInt.empty();

  /**
   * @param beginning the path of the directory at which it all begins
   */
  DirectoryReader(Skips skips, Findings findings, byte[] beginning, Mounts mounts) {
    this.skips = skips;
    this.findings = findings;
    this.beginning = beginning;
    this.mounts = mounts;
  }

  void read(Backlog<Place> backlog) throws InterruptedException {
    while (true) {
      Optional<Place> next = backlog.take();
      if (next.isEmpty()) {
        return;
      }
      List<Place> below = new ArrayList<>();
      try {
        read(next.get(), below);
      } finally {
        backlog.done(below);
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("the scan was ended");
      }
    }
  }

  private void read(Place place, List<Place> below) throws InterruptedException {
    byte[] path = place.path();
    OptionalInt from = base();
    if (from.isEmpty()) {
      return;
    }
    try {
      int fd = calls.open(from.getAsInt(), path, true);
      try {
        if (list(fd, place, below)) {
          lookInside(fd, path);
        }
      } finally {
        calls.shut(fd);
      }
    } catch (ErrnoException e) {
      if (e.errno() == LibcDirectories.EXDEV) {
        announce(from.getAsInt(), path);
      } else {
        trouble(path, e);
      }
    }
  }

  /** Where paths begin; empty, and told as a trouble, when that cannot be opened. */
  private OptionalInt base() {
    if (base.isEmpty()) {
      try {
        base = OptionalInt.of(calls.open(LibcDirectories.AT_FDCWD, beginning, false));
        mounts.entered(calls.key(base.getAsInt()));
      } catch (ErrnoException e) {
        findings.trouble(PathBytes.path(beginning), Troubles.words(e));
      }
    }
    return base;
  }

  @Override
  public void close() {
    base.ifPresent(calls::shut);
  }

  /** Answers whether there is a folder {@code .runtime} among what it lists. */
  private boolean list(int fd, Place place, List<Place> below)
      throws ErrnoException, InterruptedException {
    boolean runtime = false;
    long entries = 0;
    DirectoryEntries found = new DirectoryEntries(calls, fd);
    while (found.next()) {
      entries++;
      if (!found.isDirectory()) {
        continue;
      }
      if (found.isNamed(RUNTIME)) {
        runtime = true;
      } else {
        byte[] name = found.name();
        if (!skips.matches(new String(name, StandardCharsets.UTF_8))) {
          below.add(place.below(name));
        }
      }
    }
    findings.read(entries);
    return runtime;
  }

  private void lookInside(int worker, byte[] path) throws InterruptedException {
    try {
      int fd = calls.open(worker, RUNTIME, false);
      try {
        boolean lock = false;
        boolean file = false;
        DirectoryEntries found = new DirectoryEntries(calls, fd);
        while (!(lock && file) && found.next()) {
          lock |= found.isNamed(LOCK);
          file |= found.isNamed(FILE);
        }
        if (lock || file) {
          findings.worker(absolute(path), lock, file);
        }
      } finally {
        calls.shut(fd);
      }
    } catch (ErrnoException e) {
      trouble(PathBytes.join(path, RUNTIME), e);
    }
  }

  private void announce(int from, byte[] path) {
    try {
      int fd = calls.open(from, path, false);
      try {
        mounts.found(PathBytes.join(beginning, path), calls.key(fd));
      } finally {
        calls.shut(fd);
      }
    } catch (ErrnoException e) {
      findings.trouble(absolute(path), Troubles.words(e));
    }
  }

  /** A directory that was removed or replaced since it was seen leaves nothing unknown. */
  private void trouble(byte[] path, ErrnoException e) {
    int errno = e.errno();
    if (errno != Libc.ENOENT && errno != LibcDirectories.ENOTDIR && errno != Libc.ELOOP) {
      findings.trouble(absolute(path), Troubles.words(e));
    }
  }

  private Path absolute(byte[] path) {
    return PathBytes.path(PathBytes.join(beginning, path));
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}
