package dev.tmuxsupervisor.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Directories as the Linux kernel gives them, by names that are bytes. One of these belongs to one
 * thread, which it spares memory of its own for every call. Plain ints and longs alone cross over
 * to C, since anything else costs more than most of these calls.
 */
public final class LibcDirectories {
  public static final int EIO = 5;
  public static final int EACCES = 13;
  public static final int EXDEV = 18;
  public static final int ENOTDIR = 20;

  /** For a path from the root of the file system, or from the working directory. */
  public static final int AT_FDCWD = -100;

  /** The kernel takes no longer path at once: PATH_MAX without the NUL, and some way below. */
  private static final int MOST_AT_ONCE = 4000;

  private static final int O_DIRECTORY = Platform.isARM() ? 0x4000 : 0x10000;
  private static final int O_NOFOLLOW = Platform.isARM() ? 0x8000 : 0x20000;
  private static final int O_CLOEXEC = 0x80000;
  private static final int FLAGS = O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

  // The same number on every Linux architecture: openat2(2) since 5.6.
  private static final long SYS_OPENAT2 = 437;
  private static final long RESOLVE_NO_XDEV = 1;
  private static final long RESOLVE_NO_SYMLINKS = 4;
  private static final int HOW_BYTES = 24;

  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int STATX_TYPE_AND_INO = 0x1 | 0x100;
  private static final int STATX_BYTES = 256;
  private static final int S_IFMT = 0170000;
  private static final int S_IFDIR = 0040000;

  /** No record of a directory is longer, so that no name is. */
  private static final int PATH_BYTES = (1 << 16) + 1;

  private static final int ENTRIES_BYTES = 256 << 10;

  private static final boolean THERE = register();

  /** Set once: a kernel or a container that knows no openat2 never learns it. */
  private static volatile boolean without2;

  private final ByteBuffer path = direct(PATH_BYTES);
  private final ByteBuffer how = direct(HOW_BYTES);
  private final ByteBuffer status = direct(STATX_BYTES);
  private final ByteBuffer entries = direct(ENTRIES_BYTES);
  private final long pathAddress = address(path);
  private final long howAddress = address(how);
  private final long statusAddress = address(status);
  private final long entriesAddress = address(entries);

  private static native long syscall(long number, long at, long path, long how, long bytes)
      throws LastErrorException;

  private static native int openat(int at, long path, int flags) throws LastErrorException;

  private static native long getdents64(int fd, long entries, long bytes) throws LastErrorException;

  private static native int statx(int at, long path, int flags, int mask, long status)
      throws LastErrorException;

  private static native int close(int fd);

  private static boolean register() {
    if (!Platform.isLinux() || !Platform.is64Bit()) {
      return false;
    }
    try {
      Native.register(LibcDirectories.class, NativeLibrary.getProcess());
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false; // a C library without one of them
    }
  }

  /** Whether this system has such calls. */
  public static boolean areThere() {
    return THERE;
  }

  /**
   * Opens a directory, and nothing else. No symbolic link on the way is followed where the kernel
   * knows how, and in any case not the last name.
   *
   * @param at a descriptor that a relative path begins at
   * @param name of any length
   * @param within fails with {@link #EXDEV} where the path leads onto another mount, if the kernel
   *     knows how
   */
  public int open(int at, byte[] name, boolean within) throws ErrnoException {
    int from = at;
    int start = 0;
    try {
      while (name.length - start > MOST_AT_ONCE) {
        int slash = start + MOST_AT_ONCE;
        while (slash > start && name[slash] != '/') {
          slash--;
        }
        if (slash == start) {
          break; // one name of that length: the kernel says so
        }
        int next = openAtOnce(from, Arrays.copyOfRange(name, start, slash), within);
        leave(from, at);
        from = next;
        start = slash + 1;
      }
      return openAtOnce(from, Arrays.copyOfRange(name, start, name.length), within);
    } finally {
      leave(from, at);
    }
  }

  private static void leave(int from, int at) {
    if (from != at) {
      close(from);
    }
  }

  private int openAtOnce(int at, byte[] name, boolean within) throws ErrnoException {
    put(name);
    while (true) {
      try {
        return without2 ? openat(at, pathAddress, FLAGS) : open2(at, within);
      } catch (LastErrorException e) {
        int errno = e.getErrorCode();
        if (!without2 && (errno == Libc.ENOSYS || errno == Libc.EPERM)) {
          without2 = true;
        } else if (errno != Libc.EINTR) {
          throw Libc.failed("open", e);
        }
      }
    }
  }

  private int open2(int at, boolean within) {
    how.putLong(0, FLAGS);
    how.putLong(8, 0);
    how.putLong(16, RESOLVE_NO_SYMLINKS | (within ? RESOLVE_NO_XDEV : 0));
    return (int) syscall(SYS_OPENAT2, at, pathAddress, howAddress, HOW_BYTES);
  }

  /**
   * Reads on in a directory: so many bytes of {@link #entries()} are {@code struct linux_dirent64}
   * now; 0 at its end.
   */
  public int read(int fd) throws ErrnoException {
    while (true) {
      try {
        return (int) getdents64(fd, entriesAddress, ENTRIES_BYTES);
      } catch (LastErrorException e) {
        if (e.getErrorCode() != Libc.EINTR) {
          throw Libc.failed("getdents64", e);
        }
      }
    }
  }

  /** What {@link #read} filled. */
  public ByteBuffer entries() {
    return entries;
  }

  /** Whether a name in a directory is a directory itself: for file systems that don't tell. */
  public boolean isDirectory(int at, byte[] name) throws ErrnoException {
    stat(at, name);
    return (Short.toUnsignedInt(status.getShort(28)) & S_IFMT) == S_IFDIR;
  }

  /** What no other open directory has: device and inode. */
  public String key(int fd) throws ErrnoException {
    stat(fd, new byte[] {'.'});
    return status.getInt(136) + ":" + status.getInt(140) + ":" + status.getLong(32);
  }

  private void stat(int at, byte[] name) throws ErrnoException {
    put(name);
    try {
      statx(at, pathAddress, AT_SYMLINK_NOFOLLOW, STATX_TYPE_AND_INO, statusAddress);
    } catch (LastErrorException e) {
      throw Libc.failed("statx", e);
    }
  }

  /** Closes what {@link #open} opened. An error is not reported, as in {@link Libc#close}. */
  public void shut(int fd) {
    close(fd);
  }

  private void put(byte[] name) {
    path.put(0, name);
    path.put(name.length, (byte) 0);
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static long address(ByteBuffer buffer) {
    return Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
  }
}
