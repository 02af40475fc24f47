package dev.tmuxsupervisor.process;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;

/** Why nothing can be written to a file system, however often it is tried. */
public enum DiskFault {
  /** Blocks or inodes are used up, or what its user may have of them. */
  FULL(Libc.ENOSPC, Libc.EDQUOT),
  /** It is mounted so, or the kernel made it so after an error. */
  READ_ONLY(Libc.EROFS);

  private final ImmutableList<Integer> errnos;

  DiskFault(Integer... errnos) {
    this.errnos = ImmutableList.copyOf(errnos);
  }

  /**
   * Which of them an error tells of, if any. Java keeps no errno, but the C library's words for it.
   */
  public static Optional<DiskFault> of(IOException e) {
    for (DiskFault fault : values()) {
      if (fault.errnos.stream().anyMatch(errno -> isOf(e, errno))) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  private static boolean isOf(IOException e, int errno) {
    String words = LibcFileSystems.words(errno);
    return switch (e) {
      case ErrnoException failed -> failed.errno() == errno;
      case FileSystemException failed -> words.equals(failed.getReason());
      default -> words.equals(e.getMessage());
    };
  }
}
