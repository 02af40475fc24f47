package dev.tmuxsupervisor.process;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What is to be called at the end of a process.
 *
 * @param process whose end is told
 */
record EndNotice(ProcessIdentity process, Runnable ended) {
  private static final Logger LOGGER = System.getLogger("dev.tmuxsupervisor.process");

  /** Calls back. What fails there must not keep the ends of the others from being told. */
  void deliver() {
    try {
      ended.run();
    } catch (RuntimeException | Error e) {
      LOGGER.log(Level.ERROR, "what follows the end of pid " + process.pid() + " failed", e);
    }
  }
}
