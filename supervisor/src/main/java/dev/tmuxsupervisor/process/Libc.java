package dev.tmuxsupervisor.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Every call into the C library, and nothing else. Descriptors are plain ints, always
 * close-on-exec: a tmux server that inherited a lock would hold it for its whole life.
 */
public final class Libc {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EAGAIN = Platform.isLinux() ? 11 : 35;
  public static final int ENXIO = 6;
  public static final int ENOSPC = 28;
  public static final int EROFS = 30;
  public static final int ELOOP = Platform.isLinux() ? 40 : 62;
  public static final int ENOSYS = Platform.isLinux() ? 38 : 78;
  public static final int EDQUOT = Platform.isLinux() ? 122 : 69;

  public static final int SIGKILL = 9;
  public static final int SIGTERM = 15;
  public static final int SIGCONT = Platform.isLinux() ? 18 : 19;
  public static final int SIGCHLD = Platform.isLinux() ? 17 : 20;
  public static final int SIGUSR1 = Platform.isLinux() ? 10 : 30;

  private static final int O_RDONLY = 0;
  private static final int O_RDWR = 2;
  private static final int O_CREAT = Platform.isLinux() ? 0x40 : 0x200;
  private static final int O_NONBLOCK = Platform.isLinux() ? 0x800 : 0x4;
  private static final int O_CLOEXEC = Platform.isLinux() ? 0x80000 : 0x1000000;
  private static final int O_NOFOLLOW =
      Platform.isLinux() ? (Platform.isARM() ? 0x8000 : 0x20000) : 0x100;

  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;

  // The same numbers on every Linux architecture: syscalls(2) since 5.1.
  private static final long SYS_PIDFD_SEND_SIGNAL = 424;
  private static final long SYS_PIDFD_OPEN = 434;

  private static final int CLOCK_BOOTTIME = 7;

  private interface Calls extends Library {
    int open(String path, int flags, Object... mode) throws LastErrorException;

    int close(int fd) throws LastErrorException;

    int flock(int fd, int operation) throws LastErrorException;

    int kill(int pid, int signal) throws LastErrorException;

    int setsid() throws LastErrorException;

    int geteuid();

    int poll(Buffer fds, long count, int timeoutMillis) throws LastErrorException;

    int eventfd(int initial, int flags) throws LastErrorException;

    int eventfd_write(int fd, long value);

    int eventfd_read(int fd, long[] value);

    long syscall(long number, Object... arguments) throws LastErrorException;

    int clock_gettime(int clock, Pointer timespec) throws LastErrorException;

    String strerror(int errno);
  }

  // From what this process has loaded: a library's name would be looked for in all folders of them.
  private static final Calls C = Native.load(Calls.class);

  private Libc() {}

  /** Opens a file for reading without following a symbolic link and without waiting on a FIFO. */
  public static int openForReading(Path path) throws IOException {
    return open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  }

  /** Opens a lock file for flock(2), creating it with mode 0644 when it is missing. */
  public static int openLockFile(Path path) throws IOException {
    return open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  }

  private static int open(Path path, int flags) throws IOException {
    while (true) {
      try {
        return C.open(path.toString(), flags, 0644);
      } catch (LastErrorException e) {
        if (e.getErrorCode() != EINTR) {
          throw failed("open " + path, e);
        }
      }
    }
  }

  /** Closes a descriptor. An error is not reported: the descriptor is gone either way, close(2). */
  public static void close(int fd) {
    try {
      C.close(fd);
    } catch (LastErrorException e) {
      // EINTR and EIO leave the descriptor closed on Linux; there is nothing left to do with it.
      return;
    }
  }

  /** Takes an exclusive flock(2) if nobody holds it; false if somebody does. */
  public static boolean tryFlock(int fd) throws IOException {
    while (true) {
      try {
        C.flock(fd, LOCK_EX | LOCK_NB);
        return true;
      } catch (LastErrorException e) {
        if (e.getErrorCode() == EAGAIN) {
          return false;
        }
        if (e.getErrorCode() != EINTR) {
          throw failed("flock", e);
        }
      }
    }
  }

  /** Whether a signal could be sent: kill(2) with signal 0. Throws ESRCH or EPERM as such. */
  static void probe(int pid) throws IOException {
    try {
      C.kill(pid, 0);
    } catch (LastErrorException e) {
      throw failed("kill " + pid + " 0", e);
    }
  }

  /**
   * A descriptor that stands for one process and never for its successor: pidfd_open(2), Linux 5.3.
   */
  static int pidfdOpen(int pid) throws IOException {
    if (!Platform.isLinux()) {
      throw new ErrnoException("pidfd_open", ENOSYS, "only Linux has it");
    }
    try {
      return (int) C.syscall(SYS_PIDFD_OPEN, pid, 0);
    } catch (LastErrorException e) {
      throw failed("pidfd_open " + pid, e);
    }
  }

  /** Sends a signal through a pidfd: pidfd_send_signal(2), Linux 5.1. */
  static void pidfdSendSignal(int pidfd, int signal) throws IOException {
    try {
      C.syscall(SYS_PIDFD_SEND_SIGNAL, pidfd, signal, Pointer.NULL, 0);
    } catch (LastErrorException e) {
      throw failed("pidfd_send_signal " + signal, e);
    }
  }

  /**
   * Waits until one of so many {@code struct pollfd} in a direct buffer has something to tell:
   * poll(2). False when the time is over first, or a signal interrupts.
   *
   * @param millis for ever when negative
   */
  static boolean poll(ByteBuffer pollfds, int count, int millis) throws IOException {
    try {
      return C.poll(pollfds, count, millis) > 0;
    } catch (LastErrorException e) {
      if (e.getErrorCode() == EINTR) {
        return false;
      }
      throw failed("poll", e);
    }
  }

  /** A descriptor by which one thread wakes another that polls: eventfd(2), Linux. */
  static int eventfd() throws IOException {
    try {
      return C.eventfd(0, O_CLOEXEC | O_NONBLOCK);
    } catch (LastErrorException e) {
      throw failed("eventfd", e);
    }
  }

  /** Makes an eventfd readable. It cannot fail before 2^64 - 1 such calls that nobody drained. */
  static void wake(int eventfd) {
    C.eventfd_write(eventfd, 1);
  }

  /** Makes an eventfd unreadable, if it was readable. */
  static void drain(int eventfd) {
    C.eventfd_read(eventfd, new long[1]);
  }

  /**
   * Leaves the terminal's session, so that its hang-up and its Ctrl-C no longer reach this process.
   */
  public static void newSession() throws IOException {
    try {
      C.setsid();
    } catch (LastErrorException e) {
      if (e.getErrorCode() != EPERM) { // already a leader: nothing to leave
        throw failed("setsid", e);
      }
    }
  }

  /** The effective user id. */
  public static int effectiveUid() {
    return C.geteuid();
  }

  /** Time since boot, suspend included: CLOCK_BOOTTIME. */
  public static Duration sinceBoot() throws IOException {
    try (Memory timespec = new Memory(16)) {
      C.clock_gettime(CLOCK_BOOTTIME, timespec);
      return Duration.ofSeconds(timespec.getLong(0), timespec.getLong(8));
    } catch (LastErrorException e) {
      throw failed("clock_gettime", e);
    }
  }

  static ErrnoException failed(String call, LastErrorException e) {
    return new ErrnoException(call, e.getErrorCode(), C.strerror(e.getErrorCode()));
  }
}
