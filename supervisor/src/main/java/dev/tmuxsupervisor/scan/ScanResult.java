package dev.tmuxsupervisor.scan;

import java.util.List;

/**
 * What a scan found.
 *
 * @param workers in the order of their paths, each once
 * @param troubles in the order of their paths
 * @param directories how many were read
 * @param entries how many these hold
 */
public record ScanResult(
    List<FoundWorker> workers, List<ScanTrouble> troubles, long directories, long entries) {
  /** Keeps its own copies. */
  public ScanResult {
    workers = List.copyOf(workers);
    troubles = List.copyOf(troubles);
  }
}
