package dev.tmuxsupervisor.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Becoming another program, and starting one that Java could not: execve(2), posix_spawn(3). */
public final class LibcExec {
  public static final int EACCES = 13;
  public static final int ENOTDIR = 20;
  public static final int ENOEXEC = 8;

  private static final int X_OK = 1;
  private static final int SIG_SETMASK = 2;
  private static final int LAST_STANDARD_SIGNAL = 31;

  /** SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV. */
  private static final Set<Integer> OF_THE_JVM = Set.of(4, 5, 7, 8, 11);

  private static final Pointer SIG_IGN = new Pointer(1);

  private static final short POSIX_SPAWN_SETSIGMASK = 0x08;
  private static final short POSIX_SPAWN_SETSID = 0x80;

  /** More than any C library's structure of that kind needs. */
  private static final int OPAQUE = 1024;

  private static final int SIGSET = 128;

  private interface Calls extends Library {
    int execve(byte[] path, Pointer argv, Pointer envp) throws LastErrorException;

    int access(byte[] path, int mode);

    int chdir(byte[] path) throws LastErrorException;

    int pthread_sigmask(int how, Pointer set, Pointer old);

    Pointer signal(int signal, Pointer handler);

    int memfd_create(String name, int flags) throws LastErrorException;

    int posix_spawn(
        int[] pid, String path, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);

    int posix_spawn_file_actions_init(Pointer actions);

    int posix_spawn_file_actions_adddup2(Pointer actions, int fd, int as);

    int posix_spawn_file_actions_addchdir_np(Pointer actions, String path);

    int posix_spawn_file_actions_destroy(Pointer actions);

    int posix_spawnattr_init(Pointer attributes);

    int posix_spawnattr_setflags(Pointer attributes, short flags);

    int posix_spawnattr_setsigmask(Pointer attributes, Pointer set);

    int posix_spawnattr_destroy(Pointer attributes);

    int waitpid(int pid, int[] status, int options) throws LastErrorException;

    String strerror(int errno);
  }

  private static final Calls C = Native.load(Calls.class);

  private LibcExec() {}

  /**
   * Becomes another program: execve(2). Every other thread ends, and every descriptor that is
   * close-on-exec is closed. It returns only where the kernel refuses, with the reason.
   */
  public static ErrnoException execve(byte[] path, List<byte[]> argv, List<byte[]> environment) {
    try (Words words = new Words(argv);
        Words variables = new Words(environment)) {
      C.execve(terminated(path), words.array(), variables.array());
      throw new IllegalStateException("execve returned without an error");
    } catch (LastErrorException e) {
      return failed("execve", e.getErrorCode());
    }
  }

  /** Whether the user may execute it, or search it where it is a directory: access(2). */
  public static boolean isExecutable(byte[] path) {
    return C.access(terminated(path), X_OK) == 0;
  }

  /** Changes this process's working directory, which Java does not notice. */
  public static void changeDirectory(byte[] path) throws IOException {
    try {
      C.chdir(terminated(path));
    } catch (LastErrorException e) {
      throw failed("chdir", e.getErrorCode());
    }
  }

  /**
   * Gives this thread, and a program that it becomes, these signals; bit N-1 stands for signal N,
   * as in proc_pid_status(5). Those that the JVM itself lives by are never ignored.
   */
  public static void setSignals(long blocked, long ignored) {
    for (int signal = 1; signal <= LAST_STANDARD_SIGNAL; signal++) {
      if ((ignored >>> (signal - 1) & 1) == 1 && !OF_THE_JVM.contains(signal)) {
        C.signal(signal, SIG_IGN);
      }
    }
    try (Memory set = new Memory(SIGSET)) {
      set.clear();
      set.setLong(0, blocked);
      C.pthread_sigmask(SIG_SETMASK, set, Pointer.NULL);
    }
  }

  /** A file in memory that can be executed as {@code /proc/self/fd/N}: memfd_create(2). */
  static int memoryFile(String name) throws IOException {
    int closeOnExec = 1;
    int executable = 0x10; // since Linux 6.3, where it may have to be said
    try {
      return C.memfd_create(name, closeOnExec | executable);
    } catch (LastErrorException unknownFlag) {
      try {
        return C.memfd_create(name, closeOnExec);
      } catch (LastErrorException e) {
        throw failed("memfd_create", e.getErrorCode());
      }
    }
  }

  /**
   * Runs a program to its end in a session of its own, in /, without variables, with every signal
   * blocked and two descriptors as 0 and 1; answers its exit status.
   */
  static int run(String path, String name, int zero, int one) throws IOException {
    int[] pid = new int[1];
    try (Words argv = new Words(List.of(name.getBytes(StandardCharsets.UTF_8)));
        Words environment = new Words(List.of());
        Memory actions = new Memory(OPAQUE);
        Memory attributes = new Memory(OPAQUE);
        Memory everySignal = new Memory(SIGSET)) {
      everySignal.setMemory(0, SIGSET, (byte) 0xff);
      C.posix_spawn_file_actions_init(actions);
      C.posix_spawn_file_actions_adddup2(actions, zero, 0);
      C.posix_spawn_file_actions_adddup2(actions, one, 1);
      C.posix_spawn_file_actions_addchdir_np(actions, "/");
      C.posix_spawnattr_init(attributes);
      C.posix_spawnattr_setflags(attributes, (short) (POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID));
      C.posix_spawnattr_setsigmask(attributes, everySignal);
      int error = C.posix_spawn(pid, path, actions, attributes, argv.array(), environment.array());
      C.posix_spawn_file_actions_destroy(actions);
      C.posix_spawnattr_destroy(attributes);
      if (error != 0) {
        throw failed("posix_spawn " + path, error);
      }
    }
    return status(pid[0]);
  }

  private static int status(int pid) throws IOException {
    int[] status = new int[1];
    while (true) {
      try {
        C.waitpid(pid, status, 0);
        return (status[0] & 0x7f) == 0 ? status[0] >>> 8 & 0xff : 128 + (status[0] & 0x7f);
      } catch (LastErrorException e) {
        if (e.getErrorCode() != Libc.EINTR) {
          throw failed("waitpid", e.getErrorCode());
        }
      }
    }
  }

  private static byte[] terminated(byte[] text) {
    return Arrays.copyOf(text, text.length + 1);
  }

  /** The error of a call, in the kernel's words. */
  static ErrnoException failed(String call, int errno) {
    return new ErrnoException(call, errno, C.strerror(errno));
  }

  /** An array of C strings, as execve(2) wants it. */
  private static final class Words implements AutoCloseable {
    private final Memory array;
    private final Memory texts;

    Words(List<byte[]> words) {
      array = new Memory((words.size() + 1L) * 8);
      texts = new Memory(1 + words.stream().mapToLong(word -> word.length + 1L).sum());
      long at = 0;
      for (int i = 0; i < words.size(); i++) {
        byte[] word = terminated(words.get(i));
        texts.write(at, word, 0, word.length);
        array.setPointer(i * 8L, texts.share(at));
        at += word.length;
      }
      array.setPointer(words.size() * 8L, Pointer.NULL);
    }

    Pointer array() {
      return array;
    }

    @Override
    public void close() {
      array.close();
      texts.close();
    }
  }
}
