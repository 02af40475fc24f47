package dev.tmuxsupervisor.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a process holds of the machine, by /proc. */
record Footprint(int threads, int descriptors, int children, int temporaryFiles) {
  static Footprint of(long pid, Path temporary) throws IOException {
    Path process = Path.of("/proc/" + pid);
    return new Footprint(
        names(process.resolve("task"), "").size(),
        names(process.resolve("fd"), "").size(),
        (int) ProcessHandle.of(pid).orElseThrow().children().count(),
        names(temporary, "tmux-call-").size());
  }

  /** Whether nothing is left of what came after the other one. */
  boolean isWithin(Footprint before, int threadsOfPools, int descriptorsOfPools) {
    return threads <= before.threads + threadsOfPools
        && descriptors <= before.descriptors + descriptorsOfPools
        && children <= before.children
        && temporaryFiles <= before.temporaryFiles;
  }

  private static List<String> names(Path directory, String prefix) throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .toList();
    }
  }
}
