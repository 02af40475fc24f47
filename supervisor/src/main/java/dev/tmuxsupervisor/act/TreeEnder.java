package dev.tmuxsupervisor.act;

import com.google.common.collect.Comparators;
import dev.tmuxsupervisor.process.Libc;
import dev.tmuxsupervisor.process.Pidfd;
import dev.tmuxsupervisor.process.ProcStat;
import dev.tmuxsupervisor.process.ProcessIdentity;
import dev.tmuxsupervisor.process.ProcessTree;
import dev.tmuxsupervisor.worker.RunMarks;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ends an agent with everything that it started: TERM, a while to leave, KILL, until a look finds
 * nobody. Every signal goes through a pidfd whose process was verified.
 */
final class TreeEnder {
  /** From one look at all processes to the next, for those that were started meanwhile. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** After KILL only a process in uninterruptible sleep remains; it is reported, not waited for. */
  private static final Duration PATIENCE_AFTER_KILL = Duration.ofSeconds(5);

  private final ProcessIdentity agent;
  private final String marker;
  private final Map<Long, ProcStat> ended = new LinkedHashMap<>();
  private final Map<Long, Integer> lastSignal = new LinkedHashMap<>();

  /** What was ended, what would not go, and what was left alone under tmux servers of its own. */
  record Ended(
      List<ProcStat> ended, List<ProcStat> remaining, List<ProcStat> spared, boolean killed) {}

  TreeEnder(ProcessIdentity agent, String run) {
    this.agent = agent;
    this.marker = RunMarks.assignment(run);
  }

  Ended end(Duration grace) throws IOException, InterruptedException {
    boolean left = !grace.isZero() && leaves(Libc.SIGTERM, grace);
    boolean killed = !left && !ProcessTree.of(agent, marker).members().isEmpty();
    if (killed) {
      leaves(Libc.SIGKILL, PATIENCE_AFTER_KILL);
    }
    ProcessTree tree = ProcessTree.of(agent, marker);
    tree.members().forEach(process -> ended.remove(process.pid()));
    return new Ended(List.copyOf(ended.values()), tree.members(), tree.spared(), killed);
  }

  /**
   * Signals every member once, and those that appear later too; true when nobody is left in time.
   */
  private boolean leaves(int signal, Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      List<ProcStat> members = ProcessTree.of(agent, marker).members();
      if (members.isEmpty()) {
        return true;
      }
      for (ProcStat member : members) {
        if (lastSignal.getOrDefault(member.pid(), 0) != signal) {
          signal(member, signal);
        }
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      awaitFirst(members, Comparators.min(Duration.ofNanos(left), pause));
      pause = Comparators.min(pause.multipliedBy(2), LONGEST_PAUSE);
    }
  }

  private void signal(ProcStat member, int signal) throws IOException {
    ProcessIdentity identity = new ProcessIdentity(member.pid(), member.startTicks());
    Optional<Pidfd> opened = Pidfd.open(identity);
    if (opened.isEmpty()) {
      return; // over since the look
    }
    try (Pidfd handle = opened.get()) {
      if (handle.signal(signal)) {
        lastSignal.put(member.pid(), signal);
        ended.put(member.pid(), member);
        if (signal == Libc.SIGTERM) {
          handle.signal(Libc.SIGCONT); // a stopped process gets its TERM only when it goes on
        }
      }
    }
  }

  private static void awaitFirst(List<ProcStat> members, Duration patience) throws IOException {
    ProcStat first = members.getFirst();
    Optional<Pidfd> opened = Pidfd.open(new ProcessIdentity(first.pid(), first.startTicks()));
    if (opened.isPresent()) {
      try (Pidfd handle = opened.get()) {
        handle.awaitExit(patience);
      }
    }
  }
}
