package dev.tmuxsupervisor.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Path;

/** How much is left in file systems: statvfs(3), which hangs where the file system does. */
public final class LibcFileSystems {
  private static final int BYTES = 256; // more than any C library's struct statvfs takes
  private static final int FRSIZE = 8;
  private static final int BLOCKS = 16;
  private static final int BAVAIL = 32;
  private static final int FILES = 40;
  private static final int FAVAIL = 56;
  private static final int FLAG = 72;
  private static final int READ_ONLY = 1; // ST_RDONLY

  private static final long FEW_BYTES = 32 << 10;
  private static final long FEW_INODES = 4;

  /**
   * What a user without privileges may still use.
   *
   * @param inodes 0 where the file system does not count them
   */
  public record Left(long bytes, long freeBytes, long inodes, long freeInodes, boolean readOnly) {
    /** Whether a few small files may not fit; one whose size is not known has room. */
    public boolean isShort() {
      return readOnly
          || (bytes > 0 && freeBytes < FEW_BYTES)
          || (inodes > 0 && freeInodes < FEW_INODES);
    }
  }

  private interface Calls extends Library {
    int statvfs(String path, Pointer answer) throws LastErrorException;

    String strerror(int errno);
  }

  private static final Calls C = Native.load(Calls.class);

  private LibcFileSystems() {}

  /** The words that the C library, and with it Java, has for an errno. */
  static String words(int errno) {
    return C.strerror(errno);
  }

  /** Of the file system that holds the path. */
  public static Left left(Path path) throws IOException {
    try (Memory answer = new Memory(BYTES)) {
      answer.clear();
      C.statvfs(path.toString(), answer);
      long block = answer.getLong(FRSIZE);
      return new Left(
          block * answer.getLong(BLOCKS),
          block * answer.getLong(BAVAIL),
          answer.getLong(FILES),
          answer.getLong(FAVAIL),
          (answer.getLong(FLAG) & READ_ONLY) != 0);
    } catch (LastErrorException e) {
      throw new ErrnoException("statvfs " + path, e.getErrorCode(), C.strerror(e.getErrorCode()));
    }
  }
}
