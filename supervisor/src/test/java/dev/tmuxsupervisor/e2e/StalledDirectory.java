package dev.tmuxsupervisor.e2e;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A directory in which every look hangs, as on a network file system whose server is gone: a FUSE
 * mount whose requests nobody answers. It takes root and /dev/fuse; no program need be installed.
 */
final class StalledDirectory implements AutoCloseable {
  private static final int O_RDWR = 2;
  private static final int O_CLOEXEC = 0x80000;
  private static final int MNT_DETACH = 2;

  private interface Calls extends Library {
    int open(String path, int flags) throws LastErrorException;

    int close(int fd) throws LastErrorException;

    int mount(String source, String target, String type, long flags, String data)
        throws LastErrorException;

    int umount2(String target, int flags) throws LastErrorException;
  }

  private static final Calls C = Native.load("c", Calls.class);

  private final Path directory;
  private final int fd;

  private StalledDirectory(Path directory, int fd) {
    this.directory = directory;
    this.fd = fd;
  }

  /** Empty where this machine lets nobody mount. */
  static Optional<StalledDirectory> at(Path directory) throws IOException {
    Files.createDirectory(directory);
    int fd;
    try {
      fd = C.open("/dev/fuse", O_RDWR | O_CLOEXEC);
    } catch (LastErrorException e) {
      return Optional.empty();
    }
    try {
      C.mount(
          "stalled",
          directory.toString(),
          "fuse.sshfs",
          0,
          "fd=" + fd + ",rootmode=40000,user_id=0,group_id=0");
      return Optional.of(new StalledDirectory(directory, fd));
    } catch (LastErrorException e) {
      C.close(fd);
      return Optional.empty();
    }
  }

  /** Whoever hangs there gets an error. */
  @Override
  public void close() {
    C.close(fd);
    C.umount2(directory.toString(), MNT_DETACH);
  }
}
