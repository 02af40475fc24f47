package dev.tmuxsupervisor.tmux;

import java.io.IOException;
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
  private static final Lock ALONE = new ReentrantLock();

  private ProcessStarts() {}

  /** As {@link ProcessBuilder#start}, which nothing else in a server should call. */
  public static Process inTurn(ProcessBuilder builder) throws IOException {
    ALONE.lock();
    try {
      return builder.start();
    } finally {
      ALONE.unlock();
    }
  }
}
