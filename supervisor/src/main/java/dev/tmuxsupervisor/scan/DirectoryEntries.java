package dev.tmuxsupervisor.scan;

import dev.tmuxsupervisor.process.ErrnoException;
import dev.tmuxsupervisor.process.LibcDirectories;
import java.nio.ByteBuffer;

/**
 * What is in an open directory, one after the other, without {@code .} and {@code ..}: each a
 * {@code struct linux_dirent64} as getdents64(2) lays it out.
 */
final class DirectoryEntries {
  private static final int LENGTH = 16;
  private static final int TYPE = 18;
  private static final int NAME = 19;
  private static final int DT_UNKNOWN = 0;
  private static final int DT_DIR = 4;

  private final LibcDirectories calls;
  private final int fd;
  private final ByteBuffer buffer;
  private int filled;
  private int at;
  private int next;

  DirectoryEntries(LibcDirectories calls, int fd) {
    this.calls = calls;
    this.fd = fd;
    buffer = calls.entries();
  }

  /** Goes on to the next one, if there is one. */
  boolean next() throws ErrnoException, InterruptedException {
    do {
      if (next >= filled) {
        if (Thread.interrupted()) {
          throw new InterruptedException("the scan was ended");
        }
        filled = calls.read(fd);
        next = 0;
        if (filled == 0) {
          return false;
        }
      }
      at = next;
      next = at + Short.toUnsignedInt(buffer.getShort(at + LENGTH));
    } while (isDots());
    return true;
  }

  private boolean isDots() {
    int name = at + NAME;
    if (buffer.get(name) != '.') {
      return false;
    }
    byte second = buffer.get(name + 1);
    return second == 0 || (second == '.' && buffer.get(name + 2) == 0);
  }

  /** Whether it is a directory itself, and no link to one. */
  boolean isDirectory() throws ErrnoException {
    byte type = buffer.get(at + TYPE);
    return type == DT_DIR || (type == DT_UNKNOWN && calls.isDirectory(fd, name()));
  }

  boolean isNamed(byte[] wanted) {
    int name = at + NAME;
    for (int i = 0; i < wanted.length; i++) {
      if (buffer.get(name + i) != wanted[i]) {
        return false;
      }
    }
    return buffer.get(name + wanted.length) == 0;
  }

  byte[] name() {
    int start = at + NAME;
    int end = start;
    while (buffer.get(end) != 0) {
      end++;
    }
    byte[] name = new byte[end - start];
    buffer.get(start, name);
    return name;
  }
}
