package dev.tmuxsupervisor.doctor;

import dev.tmuxsupervisor.process.LibcFileSystems;
import dev.tmuxsupervisor.process.LibcFileSystems.Left;
import dev.tmuxsupervisor.process.Mounts.Mount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A file system that something of ours lies in: its type as the kernel knows it, then what it says
 * itself.
 *
 * @param what lies there, in words
 */
record FileSystem(Mount mount, Path path, String what) {
  private static final String NAME = "file_system";
  private static final long FEW_BYTES = 64L << 20;
  private static final long FEW_INODES = 1000;

  Check check() {
    return new Check(Group.FILES, NAME, mount.point() + " (" + mount.type() + ")", this::look);
  }

  private void look(Consumer<Finding> findings) throws IOException {
    String where = mount.point() + " (" + mount.type() + ")";
    if (mount.isNetwork()) {
      findings.accept(
          Finding.warn(
              "network_file_system",
              "%s, with %s, is a network file system: flock(2) there may be seen by this machine"
                      .formatted(where, what)
                  + " alone, or by none, and reading may hang",
              "keep workers on a local disk, and run them on one machine only"));
    }
    if (mount.isReadOnly()) {
      findings.accept(
          Finding.fail(
              "read_only",
              where + ", with " + what + ", is mounted read-only: no lock can be taken",
              "mount -o remount,rw " + mount.point()));
    }
    Left left = LibcFileSystems.left(path);
    findings.accept(room(where, left));
  }

  private Finding room(String where, Left left) {
    String sizes =
        "%s has %d MiB".formatted(where, left.freeBytes() >> 20)
            + (left.inodes() > 0 ? " and %d files".formatted(left.freeInodes()) : "")
            + " left, for "
            + what;
    boolean full = isBelow(left, 1, 1);
    boolean tight = isBelow(left, FEW_BYTES, FEW_INODES);
    String hint = "make room: df -h " + mount.point() + "; df -i " + mount.point();
    if (full && !mount.isReadOnly()) {
      return Finding.fail("room", sizes + ": no lock can be written", hint);
    }
    return tight && !mount.isReadOnly()
        ? Finding.warn("room", sizes, hint)
        : Finding.pass(NAME, sizes);
  }

  private static boolean isBelow(Left left, long bytes, long inodes) {
    return (left.bytes() > 0 && left.freeBytes() < bytes)
        || (left.inodes() > 0 && left.freeInodes() < inodes);
  }
}
