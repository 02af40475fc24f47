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

  /**
   * What a user without privileges may still use.
   *
   * @param inodes 0 where the file system does not count them
   */
  public record Left(long bytes, long freeBytes, long inodes, long freeInodes) {}

  private interface Calls extends Library {
    int statvfs(String path, Pointer answer) throws LastErrorException;

    String strerror(int errno);
  }

  private static final Calls C = Native.load("c", Calls.class);

  private LibcFileSystems() {}

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
          answer.getLong(FAVAIL));
    } catch (LastErrorException e) {
      throw new ErrnoException("statvfs " + path, e.getErrorCode(), C.strerror(e.getErrorCode()));
    }
  }
}
