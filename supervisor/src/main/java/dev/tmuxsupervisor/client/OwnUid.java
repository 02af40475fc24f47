package dev.tmuxsupervisor.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The numeric user id, without native code: whom the kernel makes the owner of what is ours. */
final class OwnUid {
  private static final Path SELF = Path.of("/proc/self/task");

  private OwnUid() {}

  static int read() throws IOException {
    if (Files.exists(SELF)) {
      return of(SELF);
    }
    Path fresh = Files.createTempFile("supervisor", ".uid");
    try {
      return of(fresh);
    } finally {
      Files.delete(fresh);
    }
  }

  static int of(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }
}
