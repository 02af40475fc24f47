package dev.tmuxsupervisor.scan;

/** Is told how far a scan is, about ten times a second, by the thread that runs it. */
@FunctionalInterface
public interface ScanProgress {
  /** Wants to know nothing. */
  ScanProgress NONE = (directories, entries, workers) -> {};

  /** So much was read and found so far. */
  void seen(long directories, long entries, long workers);
}
