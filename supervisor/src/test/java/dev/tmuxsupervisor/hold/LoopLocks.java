package dev.tmuxsupervisor.hold;

import dev.tmuxsupervisor.process.Libc;
import dev.tmuxsupervisor.process.LibcLockFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** The loop lock of a test's directory. */
record LoopLocks(Path directory) {
  static final Instant STARTED = Instant.parse("2026-01-02T03:04:05.678Z");

  Path path() {
    return directory.resolve(".ralph/loop.lock");
  }

  LoopLockFile of(String prompt) {
    return new LoopLockFile(path(), metadata(prompt));
  }

  /** Where the kernel takes the wish for a file without a name for one to open the directory. */
  LoopLockFile withoutNamelessFiles(String prompt) {
    return new LoopLockFile(path(), metadata(prompt), LibcLockFile::openExisting);
  }

  static LoopMetadata metadata(String prompt) {
    return new LoopMetadata(ProcessHandle.current().pid(), STARTED, prompt);
  }

  /** Takes it at once and answers the descriptor. */
  int take(String prompt) throws Exception {
    return of(prompt).take(false).orElseThrow();
  }

  /** Whether somebody who comes anew may have it. */
  boolean isFree() throws Exception {
    int fd = Libc.openLockFile(path());
    try {
      return Libc.tryFlock(fd);
    } finally {
      Libc.close(fd);
    }
  }

  /** Whether the kernel has somebody in line for the file that is there now. */
  boolean hasWaiter() throws Exception {
    String inode = ":" + Files.getAttribute(path(), "unix:ino") + " ";
    return Files.readAllLines(Path.of("/proc/locks")).stream()
        .anyMatch(line -> line.contains("-> FLOCK") && line.contains(inode));
  }
}
