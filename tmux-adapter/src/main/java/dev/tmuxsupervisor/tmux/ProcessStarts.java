package dev.tmuxsupervisor.tmux;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Starts programs, one after the other. Java's helper (jspawnhelper) reads from a pipe what it is
 * to become, and inherits the writing ends of all pipes of helpers that start beside it. When a JVM
 * is killed with two of them, each waits for the other for ever, and keeps open whatever the JVM
 * had open: a socket that still listens, with nobody who would answer. A helper that is alone reads
 * that its JVM is over, and ends. Seen with JDK 25, where no option but a deprecated one avoids it.
 */
public final class ProcessStarts {
  /** A start takes 2 ms; one that takes this long hangs, in a file system for instance. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private static final Lock TURN = new ReentrantLock();

  private ProcessStarts() {}

  /**
   * As {@link ProcessBuilder#start}, which nothing else in a server should call. A start that hangs
   * holds up each other one for a quarter of a second, and no longer.
   */
  public static Process inTurn(ProcessBuilder builder) throws IOException {
    boolean ours = waitForTurn();
    try {
      return builder.start();
    } finally {
      if (ours) {
        TURN.unlock();
      }
    }
  }

  private static boolean waitForTurn() {
    try {
      return TURN.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // whoever waits for the program will notice
      return false;
    }
  }
}
