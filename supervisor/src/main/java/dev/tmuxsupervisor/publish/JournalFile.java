package dev.tmuxsupervisor.publish;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * One file of the journal, held open: a rotation renames it and does not take it away. Not a
 * channel, which an interrupt would close.
 */
final class JournalFile implements AutoCloseable {
  private final RandomAccessFile file;
  private final Object key;

  private JournalFile(RandomAccessFile file, Object key) {
    this.file = file;
    this.key = key;
  }

  /** The file that has this name now; empty when there is none. */
  static Optional<JournalFile> open(Path path) throws IOException {
    while (true) {
      Optional<Object> before = key(path);
      if (before.isEmpty()) {
        return Optional.empty();
      }
      try {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        if (before.equals(key(path))) {
          return Optional.of(new JournalFile(file, before.get()));
        }
        file.close(); // rotated in between
      } catch (FileNotFoundException e) {
        if (Files.exists(path)) {
          throw e; // there, but closed to us
        }
      }
    }
  }

  /** Device and inode, which nobody else can get while the file is held open. */
  private static Optional<Object> key(Path path) throws IOException {
    try {
      BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class);
      return Optional.of(Objects.requireNonNull(seen.fileKey()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Whether it has this name now. */
  boolean isAt(Path path) throws IOException {
    return key(path).filter(key::equals).isPresent();
  }

  boolean isSameAs(JournalFile other) {
    return key.equals(other.key);
  }

  long size() throws IOException {
    return file.length();
  }

  /** The bytes from there on, so many at most; fewer at the end. */
  byte[] read(long from, int most) throws IOException {
    byte[] bytes = new byte[(int) Math.max(0, Math.min(most, size() - from))];
    file.seek(from);
    int read = 0;
    while (read < bytes.length) {
      int more = file.read(bytes, read, bytes.length - read);
      if (more < 0) {
        return Arrays.copyOf(bytes, read);
      }
      read += more;
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
