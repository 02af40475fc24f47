package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks at flock(2)s in {@code /proc/locks}, so that nobody who tries to take one notices. */
public final class Flocks {
  private static final Path LOCKS = Path.of("/proc/locks");
  private static final Path SELF = Path.of("/proc/self");

  /** PROC_PID_INIT_INO: in any other pid namespace the locks of processes outside are not shown. */
  private static final String WHOLE_MACHINE = "pid:[4026531836]";

  private Flocks() {}

  /** Who holds one on this file, if it exists. A symbolic link is not followed. */
  public static FlockReading on(Path file) {
    int fd;
    try {
      fd = Libc.openForReading(file);
    } catch (ErrnoException e) {
      return e.errno() == Libc.ENOENT
          ? new FlockReading.Nobody()
          : new FlockReading.Unknown(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new FlockReading.Unknown(String.valueOf(e.getMessage()));
    }
    try {
      return on(fd);
    } catch (IOException e) {
      return new FlockReading.Unknown("/proc cannot be read: " + e.getMessage());
    } finally {
      Libc.close(fd);
    }
  }

  private static FlockReading on(int fd) throws IOException {
    List<String> facts = Files.readAllLines(SELF.resolve("fdinfo/" + fd), StandardCharsets.UTF_8);
    String id = fact(facts, "mnt_id:").orElse("");
    Optional<Mounts.Mount> mount =
        Mounts.read().all().stream().filter(it -> it.id().equals(id)).findFirst();
    if (mount.isEmpty()) {
      return new FlockReading.Unknown("/proc/self/mountinfo does not show where the file is");
    }
    // The kernel's own numbers: stat(2) gives others on btrfs and overlayfs. "ino" since Linux
    // 5.14.
    String inode =
        fact(facts, "ino:")
            .orElse(Files.getAttribute(SELF.resolve("fd/" + fd), "unix:ino").toString());
    String name = device(mount.get().device()) + ":" + inode;
    List<Long> takers =
        Files.readAllLines(LOCKS, StandardCharsets.UTF_8).stream()
            .map(line -> line.trim().split(" +", -1))
            // "->" stands before FLOCK for those that wait.
            .filter(it -> it.length > 5 && it[1].equals("FLOCK") && it[5].equals(name))
            .map(it -> Long.parseLong(it[4]))
            .toList();
    if (!takers.isEmpty()) {
      return new FlockReading.Held(takers);
    }
    if (mount.get().mayHang()) {
      return new FlockReading.Unknown(
          "a file system of type " + mount.get().type() + " may have holders elsewhere");
    }
    if (!Files.readSymbolicLink(SELF.resolve("ns/pid")).toString().equals(WHOLE_MACHINE)) {
      return new FlockReading.Unknown(
          "nobody in this container holds it, and whoever is outside of it is not shown");
    }
    return new FlockReading.Nobody();
  }

  private static Optional<String> fact(List<String> facts, String name) {
    return facts.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).trim())
        .findFirst();
  }

  /** {@code 259:1} as proc_locks(5) writes it. */
  private static String device(String decimal) {
    String[] numbers = decimal.split(":", -1);
    return "%02x:%02x".formatted(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
  }
}
