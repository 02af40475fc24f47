package dev.tmuxsupervisor.tmux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server's process, told from a later one with the same pid by its start.
 *
 * @param startTicks field 22 of /proc/PID/stat, in clock ticks since boot (proc_pid_stat(5))
 */
record ServerProcess(long pid, long startTicks) {
  /** The process that has this pid now; empty if none, a zombie, or if there is no /proc. */
  static Optional<ServerProcess> of(long pid) {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    } catch (IOException e) {
      return Optional.empty(); // it ended, before the open or during the read (ESRCH)
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return fields[0].equals("Z")
        ? Optional.empty()
        : Optional.of(new ServerProcess(pid, Long.parseLong(fields[19])));
  }

  boolean runs() {
    return of(pid).filter(this::equals).isPresent();
  }

  /** Whether it is called as tmux servers are: a pid may come from another pid namespace. */
  boolean bearsTmuxName() {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "comm")).startsWith("tmux");
    } catch (IOException e) {
      return false; // it ended, or there is no /proc
    }
  }

  /** Its program, which can be run through this path even after an upgrade has deleted it. */
  Path program() {
    return Path.of("/proc", Long.toString(pid), "exe");
  }

  /** Whether this user started it; another's program is never run. */
  boolean ours() {
    try {
      return Files.getOwner(Path.of("/proc", Long.toString(pid)))
          .equals(Files.getOwner(Path.of("/proc/self")));
    } catch (IOException e) {
      return false; // it ended, or there is no /proc
    }
  }
}
