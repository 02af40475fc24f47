package dev.tmuxsupervisor.scan;

import java.nio.file.Path;

/** A way to read a tree. */
@FunctionalInterface
interface Walker {
  /**
   * Puts what is at and below the root among the findings. What cannot be read is a trouble, and
   * nothing that this throws.
   */
  void walk(Path root, Crew crew) throws InterruptedException;
}
