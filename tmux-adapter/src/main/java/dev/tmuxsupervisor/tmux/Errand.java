package dev.tmuxsupervisor.tmux;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What one client is to be run for.
 *
 * @param nonce by which the answer to these commands is found in what it prints
 * @param commands for its standard input
 */
record Errand(
    List<String> argv,
    Map<String, String> environment,
    Path directory,
    Nonce nonce,
    String commands) {
  /** Whether one client can be run for both: a new program gets its directory and variables. */
  boolean sharesClientWith(Errand other) {
    return argv.equals(other.argv)
        && directory.equals(other.directory)
        && environment.equals(other.environment);
  }
}
