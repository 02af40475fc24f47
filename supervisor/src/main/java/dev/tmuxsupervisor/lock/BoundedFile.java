package dev.tmuxsupervisor.lock;

import com.google.common.hash.Hashing;
import dev.tmuxsupervisor.process.ErrnoException;
import dev.tmuxsupervisor.process.Libc;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads a file that somebody else may have made to hurt: never through a symbolic link, never
 * waiting on a FIFO, never beyond a bound.
 */
public final class BoundedFile {
  /** What was found at the path. */
  public sealed interface Content {
    /** Nothing is there. */
    record Missing() implements Content {}

    /**
     * A regular file of UTF-8 text within the bound.
     *
     * @param owner the name of the user who owns it
     */
    record Whole(String text, String owner) implements Content {
      /** A hash of its bytes. */
      public String fingerprint() {
        return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
      }
    }

    /** Something is there that is not such a file. */
    record Hostile(String reason) implements Content {}

    /** It could not be looked at, which says nothing about what it is. */
    record Unreadable(String reason) implements Content {}
  }

  /** The names of users who own files; a question to the user database costs more than a read. */
  private static final Map<Object, String> OWNERS = new ConcurrentHashMap<>();

  private BoundedFile() {}

  /** Reads at most {@code limit} bytes; a larger file is {@link Content.Hostile}. */
  public static Content read(Path path, int limit) {
    int fd;
    try {
      fd = Libc.openForReading(path);
    } catch (ErrnoException e) {
      if (e.errno() == Libc.ENOENT) {
        return new Content.Missing();
      }
      if (e.errno() == Libc.ELOOP) {
        return new Content.Hostile("it is a symbolic link");
      }
      if (e.errno() == Libc.ENXIO) {
        return new Content.Hostile("it is a socket or a device");
      }
      return new Content.Unreadable(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Content.Unreadable(String.valueOf(e.getMessage()));
    }
    try {
      return read(fd, limit);
    } catch (IOException e) {
      return new Content.Unreadable(String.valueOf(e.getMessage()));
    } finally {
      Libc.close(fd);
    }
  }

  private static Content read(int fd, int limit) throws IOException {
    Path opened = Path.of("/proc/self/fd", Integer.toString(fd));
    PosixFileAttributes attributes = Files.readAttributes(opened, PosixFileAttributes.class);
    if (attributes.isDirectory()) {
      return new Content.Hostile("it is a directory");
    }
    if (!attributes.isRegularFile()) {
      return new Content.Hostile("it is a FIFO or a device");
    }
    if (attributes.size() > limit) {
      return new Content.Hostile(
          "it has %d bytes; at most %d are read".formatted(attributes.size(), limit));
    }
    try (FileInputStream in = new FileInputStream(opened.toFile())) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        return new Content.Hostile("it grew beyond " + limit + " bytes");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String owner =
          OWNERS.computeIfAbsent(
              Files.getAttribute(opened, "unix:uid"), _ -> attributes.owner().getName());
      return new Content.Whole(text, owner);
    } catch (CharacterCodingException e) {
      return new Content.Hostile("it is not UTF-8 text");
    }
  }
}
