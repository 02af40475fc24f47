package dev.tmuxsupervisor.loop;

/**
 * Gives back the memory that a burst of work took. The serial collector does so only when it
 * collects everything, and on a server that is idle it never has to.
 */
final class IdleHeap {
  /** What a server with few workers takes. */
  private static final long SMALL = 24L << 20;

  private static final long SLACK = 8L << 20;

  private long enough = SMALL;

  /** Collects once if the heap has grown, which stops everything for some 50 ms. */
  void trim() {
    Runtime runtime = Runtime.getRuntime();
    if (runtime.totalMemory() > enough) {
      System.gc();
      enough = Math.max(SMALL, runtime.totalMemory() + SLACK);
    }
  }
}
