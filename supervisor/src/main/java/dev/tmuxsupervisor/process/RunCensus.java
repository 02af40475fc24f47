package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs have living processes, by one look at all of them that several workers share: when
 * hundreds of agents end at once, each asks, and each look reads all of /proc.
 *
 * <p>Only "nobody" is told, as that alone stays true: the dead have no children. Whoever is told
 * anything else looks closer.
 */
public final class RunCensus {
  /** For processes that tmux, and not the run itself, starts with its mark. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** The kernel counts starts in ticks of 10 ms, and cuts them off. */
  private static final Duration TICKS = Duration.ofMillis(20);

  /** A process that is younger may be on the way to its program, and to the marks of that. */
  private static final Duration GROWN = Duration.ofSeconds(2);

  /** With the start of each living process by its pid. */
  private record Count(Duration began, Map<Long, Long> living, Set<String> marks) {}

  /**
   * The marks of those that had any when they were grown: they keep them, and reading them again is
   * half the work of a look.
   */
  private Map<ProcessIdentity, List<String>> marked = Map.of();

  private final String variable;
  private Optional<Count> latest = Optional.empty();

  /** Knows runs by assignments to this variable, given with its {@code =}. */
  public RunCensus(String variable) {
    this.variable = variable;
  }

  /**
   * Whether the agent is over and nobody carries the mark of its run, an assignment such as {@code
   * SUPERVISOR_RUN=ab12}. False whenever that is not proven.
   */
  public synchronized boolean isOver(ProcessIdentity agent, String mark) throws IOException {
    if (agent.startTicks() == 0) {
      return false; // no process's: nothing says when its run began
    }
    Optional<Count> usable = latest.filter(count -> proves(count, agent));
    if (usable.isEmpty() || Libc.sinceBoot().minus(usable.get().began()).compareTo(FRESH) > 0) {
      usable = Optional.of(take());
      latest = usable;
    }
    Count count = usable.get();
    return proves(count, agent) && !count.marks().contains(mark);
  }

  /** One that was begun before the agent says nothing about its run. */
  private static boolean proves(Count count, ProcessIdentity agent) {
    return count.began().minus(agent.startedAfterBoot()).compareTo(TICKS) > 0
        && !Objects.equals(count.living().get(agent.pid()), agent.startTicks());
  }

  private Count take() throws IOException {
    Duration began = Libc.sinceBoot();
    Map<Long, Long> living = new HashMap<>();
    Set<String> marks = new HashSet<>();
    Map<ProcessIdentity, List<String>> grown = new HashMap<>();
    for (ProcStat process : ProcessTable.all()) {
      if (!process.isOver()) {
        living.put(process.pid(), process.startTicks());
        List<String> own = marks(process);
        marks.addAll(own);
        if (!own.isEmpty() && isGrown(process, began)) {
          grown.put(process.identity(), own);
        }
      }
    }
    marked = grown;
    return new Count(began, living, marks);
  }

  private static boolean isGrown(ProcStat process, Duration now) {
    return ProcessIdentity.isPossible(process.pid())
        && now.minus(process.identity().startedAfterBoot()).compareTo(GROWN) > 0;
  }

  private List<String> marks(ProcStat process) throws IOException {
    Optional<List<String>> known =
        ProcessIdentity.isPossible(process.pid())
            ? Optional.ofNullable(marked.get(process.identity()))
            : Optional.empty();
    return known.isPresent() ? known.get() : ProcessTable.assignments(process.pid(), variable);
  }
}
