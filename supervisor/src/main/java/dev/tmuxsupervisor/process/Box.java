package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The container that this is, where it can prove that there is no other of its name. Its first
 * process must hold a flock(2) on the file that SUPERVISOR_BOX names: when that process ends, the
 * kernel ends everything in the container, and only then another can take the file. So whoever has
 * it now is alone, and all that had it before is over.
 */
final class Box {
  private static final long FIRST_PROCESS = 1;
  private static final Path SELF = Path.of("/proc/self");

  private Box() {}

  /** Looked for once: the first process never lets go of it. */
  static Optional<String> here() {
    return Here.BOX;
  }

  /**
   * The file's name and its identity on this boot, if this container holds it. A copy of the file
   * is another one.
   */
  static Optional<String> of(Path file) {
    try {
      boolean ownProc =
          Files.readSymbolicLink(SELF).toString().equals("" + ProcessHandle.current().pid());
      return ownProc && isOurs(Flocks.on(file)) ? Optional.of(name(file)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // nothing is proven, so nothing is claimed
    }
  }

  /** Two holders can only share the lock, and then it proves nothing. */
  private static boolean isOurs(FlockReading reading) {
    return reading instanceof FlockReading.Held(List<Long> takers)
        && takers.equals(List.of(FIRST_PROCESS));
  }

  private static String name(Path file) throws IOException {
    return "%s@%s:%s"
        .formatted(
            file.getFileName(),
            Files.getAttribute(file, "unix:dev", LinkOption.NOFOLLOW_LINKS),
            Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS));
  }

  private static final class Here {
    static final Optional<String> BOX =
        Optional.ofNullable(System.getenv("SUPERVISOR_BOX"))
            .filter(file -> file.startsWith("/"))
            .flatMap(file -> of(Path.of(file)));
  }
}
