package dev.tmuxsupervisor.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a lock file needs that others flock(2) as well: it is opened without being made, made
 * without being seen, and waited for.
 */
public final class LibcLockFile {
  public static final int EEXIST = 17;
  public static final int EOPNOTSUPP = 95;
  public static final int EISDIR = 21;

  private static final int O_RDWR = 2;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;
  private static final int O_DIRECTORY = Platform.isARM() ? 0x4000 : 0x10000;
  private static final int O_NOFOLLOW = Platform.isARM() ? 0x8000 : 0x20000;
  private static final int O_TMPFILE = 0x400000 | O_DIRECTORY;

  private static final int LOCK_EX = 2;
  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_FOLLOW = 0x400;
  private static final int F_SETFD = 2;
  private static final int FD_CLOEXEC = 1;

  private interface Calls extends Library {
    int open(byte[] path, int flags, Object... mode) throws LastErrorException;

    int flock(int fd, int operation) throws LastErrorException;

    int fcntl(int fd, int command, Object... argument) throws LastErrorException;

    int linkat(int from, byte[] path, int to, byte[] target, int flags) throws LastErrorException;

    String strerror(int errno);
  }

  private static final Calls C = Native.load(Calls.class);

  private LibcLockFile() {}

  /** Opens a file that is there, neither following a symbolic link nor waiting on a FIFO. */
  public static int openExisting(Path path) throws IOException {
    return open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  }

  /** Makes a file without a name, open(2) O_TMPFILE: EOPNOTSUPP or EISDIR where there is none. */
  public static int openNameless(Path directory) throws IOException {
    return open(directory, O_RDWR | O_TMPFILE | O_CLOEXEC);
  }

  private static int open(Path path, int flags) throws IOException {
    while (true) {
      try {
        return C.open(bytes(path), flags, 0644);
      } catch (LastErrorException e) {
        if (e.getErrorCode() != Libc.EINTR) {
          throw failed("open " + path, e);
        }
      }
    }
  }

  /** Gives an open file a name that nothing has; EEXIST where something has it. */
  public static void name(int fd, Path path) throws IOException {
    try {
      byte[] opened = bytes(Path.of("/proc/self/fd", Integer.toString(fd)));
      C.linkat(AT_FDCWD, opened, AT_FDCWD, bytes(path), AT_SYMLINK_FOLLOW);
    } catch (LastErrorException e) {
      throw failed("link " + path, e);
    }
  }

  /** Takes an exclusive flock(2), and sleeps in the kernel until nobody else holds one. */
  public static void awaitFlock(int fd) throws IOException {
    while (true) {
      try {
        C.flock(fd, LOCK_EX);
        return;
      } catch (LastErrorException e) {
        if (e.getErrorCode() != Libc.EINTR) {
          throw failed("flock", e);
        }
      }
    }
  }

  /**
   * Whether a descriptor stays open in the program that this process becomes, and all it starts.
   */
  public static void setInheritable(int fd, boolean inheritable) throws IOException {
    try {
      C.fcntl(fd, F_SETFD, inheritable ? 0 : FD_CLOEXEC);
    } catch (LastErrorException e) {
      throw failed("fcntl F_SETFD " + fd, e);
    }
  }

  private static byte[] bytes(Path path) {
    return (path + "\0").getBytes(StandardCharsets.UTF_8);
  }

  private static ErrnoException failed(String call, LastErrorException e) {
    return new ErrnoException(call, e.getErrorCode(), C.strerror(e.getErrorCode()));
  }
}
