package dev.tmuxsupervisor.scan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The ways to read a tree, all of which are to find the same. */
enum Ways {
  KERNEL,
  PORTABLE;

  ScanResult scan(ScanPlan plan) throws InterruptedException {
    return switch (this) {
      case KERNEL -> TreeScan.run(plan, ScanProgress.NONE, KernelWalker::new);
      case PORTABLE -> TreeScan.run(plan, ScanProgress.NONE, PortableWalker::new);
    };
  }

  ScanResult scan(Path root) throws Exception {
    return scan(ScanPlan.of(List.of(root), Skips.USUAL));
  }

  /** The paths of what was found, relative to the root. */
  List<String> found(Path root) throws Exception {
    return scan(root).workers().stream()
        .map(worker -> root.relativize(worker.directory()).toString())
        .toList();
  }

  /** Makes a directory with a lock. */
  static Path worker(Path directory) throws Exception {
    Files.createDirectories(directory.resolve(".runtime"));
    Files.writeString(directory.resolve(".runtime/agent.lock"), "{}");
    return directory;
  }
}
