package dev.tmuxsupervisor.scan;

import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;

/** Finds workers below roots, by what lies in their {@code .runtime} folders. */
public final class TreeScan {
  /** Makes what reads trees in one way. */
  @FunctionalInterface
  interface Way {
    Walker with(Skips skips, Findings findings);
  }

  private TreeScan() {}

  /**
   * Reads everything below the roots and follows no symbolic link. When interrupted it ends at
   * once, also where a file system hangs. A directory that is removed while the tree is read is no
   * trouble: it is as if it had been gone before; only a root, or a mount, that is gone is one.
   */
  public static ScanResult run(ScanPlan plan, ScanProgress progress) throws InterruptedException {
    return run(plan, progress, threads());
  }

  /** The same by threads of the caller's, which outlive this where a file system hangs. */
  public static ScanResult run(ScanPlan plan, ScanProgress progress, ThreadFactory threads)
      throws InterruptedException {
    return run(
        plan,
        progress,
        KernelWalker.isPossible() ? KernelWalker::new : PortableWalker::new,
        threads);
  }

  static ScanResult run(ScanPlan plan, ScanProgress progress, Way way) throws InterruptedException {
    return run(plan, progress, way, threads());
  }

  private static ScanResult run(
      ScanPlan plan, ScanProgress progress, Way way, ThreadFactory threads)
      throws InterruptedException {
    Findings findings = new Findings();
    findings.tell(progress);
    Walker walker = way.with(plan.skips(), findings);
    try (Crew crew = new Crew(plan.threads(), threads, () -> findings.tell(progress))) {
      for (Path root : plan.roots()) {
        walker.walk(root, crew);
      }
    }
    return findings.result();
  }

  private static ThreadFactory threads() {
    return Thread.ofPlatform().daemon().name("scan-", 0).factory();
  }
}
