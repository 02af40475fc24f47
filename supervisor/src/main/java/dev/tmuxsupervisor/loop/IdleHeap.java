package dev.tmuxsupervisor.loop;

/**
 * Gives back the memory that a burst of work took. The serial collector does so only when it
 * collects everything, and on a server that is idle it never has to.
 */
final class IdleHeap {
  /** What a server with few workers takes. */
  private static final long SMALL = 16L << 20;

  private static final long SLACK = 8L << 20;

  /** Sweeps: a fleet that needs its heap is not collected for long. */
  private static final int LONGEST_PAUSE = 64;

  private long enough = SMALL;
  private int pause = 1;
  private int left;

  /**
   * Collects if the heap has grown, which stops everything for some 50 ms; and now and then without
   * that, since what is held in the middle of a burst is garbage later.
   */
  void trim() {
    Runtime runtime = Runtime.getRuntime();
    long before = runtime.totalMemory();
    left--;
    if (before > enough || (before > SMALL && left <= 0)) {
      System.gc();
      long after = runtime.totalMemory();
      enough = Math.max(SMALL, after + SLACK);
      pause = before - after > before / 8 ? 2 : Math.min(LONGEST_PAUSE, 2 * pause);
      left = pause;
    }
  }
}
