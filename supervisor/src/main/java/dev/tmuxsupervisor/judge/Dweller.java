package dev.tmuxsupervisor.judge;

import java.util.List;
import java.util.Optional;

/**
 * A living process that works in a worker's directory.
 *
 * @param comm the name that it gave itself; untrusted text
 * @param command the words it was started with, or has written over them; untrusted text
 * @param directory where it works
 * @param ancestors pids of those above it, nearest first, no further than a tmux server
 * @param session the pid of the leader of its terminal session
 * @param leadsTerminal it is what a terminal was opened for, as a pane's own program is
 */
public record Dweller(
    long pid,
    String comm,
    List<String> command,
    String directory,
    List<Long> ancestors,
    long session,
    boolean leadsTerminal,
    Optional<RunMark> mark) {
  /** Copies what can be changed from outside. */
  public Dweller {
    command = List.copyOf(command);
    ancestors = List.copyOf(ancestors);
  }
}
