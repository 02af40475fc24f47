package dev.tmuxsupervisor.process;

import java.util.Optional;

/**
 * One line of {@code /proc/PID/stat}, proc_pid_stat(5).
 *
 * @param comm the name that the process gave itself, at most 15 bytes; untrusted text
 * @param state one letter: {@code Z} and {@code X} are dead, whatever kill(2) says
 * @param startTicks clock ticks between boot and the start of the process: with the pid its
 *     identity
 */
public record ProcStat(
    long pid, String comm, char state, long parent, long group, long session, long startTicks) {

  private static final int FIELD_AFTER_COMM = 3;
  private static final int START_TICKS_FIELD = 22;

  /** Parses after the last {@code )}, since a process may call itself {@code a) S 1 2 (b}. */
  public static Optional<ProcStat> parse(String line) {
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    if (open < 2 || close < open) {
      return Optional.empty();
    }
    // The rest of the line stays in one piece: hundreds of lines are parsed at each look at all.
    String[] rest = line.substring(close + 1).trim().split(" ", START_TICKS_FIELD);
    // One field more than is used: a line cut inside the last one would read as a smaller number.
    if (rest.length <= START_TICKS_FIELD - FIELD_AFTER_COMM + 1 || rest[0].length() != 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ProcStat(
              Long.parseLong(line.substring(0, open).trim()),
              line.substring(open + 1, close),
              rest[0].charAt(0),
              Long.parseLong(rest[1]),
              Long.parseLong(rest[2]),
              Long.parseLong(rest[3]),
              Long.parseLong(rest[START_TICKS_FIELD - FIELD_AFTER_COMM])));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether the process has ended and only its exit status waits for the parent. */
  public boolean isOver() {
    return state == 'Z' || state == 'X' || state == 'x';
  }

  ProcessIdentity identity() {
    return new ProcessIdentity(pid, startTicks);
  }
}
