package dev.tmuxsupervisor.command;

/** Runs commands, many at the same time, each on a platform thread of its own. */
@FunctionalInterface
public interface CommandRunner {
  /**
   * Runs one command to its end and returns the exit code.
   *
   * @throws InterruptedException if the user went away, as by Ctrl-C; interruption is how it knows
   */
  int run(Invocation invocation, Replies replies) throws InterruptedException;
}
