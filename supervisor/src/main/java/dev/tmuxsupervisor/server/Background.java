package dev.tmuxsupervisor.server;

import java.time.Duration;

/** What the server does beside its commands. */
interface Background {
  /** Begins, once clients can be let in. */
  void start();

  /** Begins nothing more; returns at once. */
  void stop();

  /** Waits for what is being done, no longer than this. */
  void finish(Duration patience) throws InterruptedException;
}
