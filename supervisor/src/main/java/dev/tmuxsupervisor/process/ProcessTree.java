package dev.tmuxsupervisor.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything that one run of an agent started: its descendants, the rest of its terminal session,
 * and processes that left both but still carry the run's marker in their environment.
 *
 * @param members living processes that belong to the run
 * @param spared processes that carry the marker or share the terminal but live under a tmux server
 *     that the agent started: other people's sessions may hang on it
 */
public record ProcessTree(List<ProcStat> members, List<ProcStat> spared) {
  private static final String TMUX_SERVER = "tmux: server";

  /**
   * Looks at all processes once. The marker is an assignment such as {@code SUPERVISOR_RUN=ab12}.
   */
  public static ProcessTree of(ProcessIdentity agent, String marker) throws IOException {
    boolean there = ProcessTable.identify(agent.pid()).filter(agent::equals).isPresent();
    // Who is gone has no descendants and no terminal: the marker alone can tell, and mostly none
    // is left. A bound by the agent's start would be wrong, for a pane whose program somebody
    // replaced keeps its run, and what the first program started is older than the second.
    return there || ProcessTable.anyStartedWith(marker)
        ? of(ProcessTable.all(), agent, there, marker)
        : new ProcessTree(List.of(), List.of());
  }

  private static ProcessTree of(
      List<ProcStat> all, ProcessIdentity agent, boolean agentThere, String marker)
      throws IOException {
    Map<Long, ProcStat> byPid =
        all.stream().collect(Collectors.toMap(ProcStat::pid, Function.identity(), (a, b) -> b));
    boolean agentLives =
        agentThere
            && byPid.containsKey(agent.pid())
            && byPid.get(agent.pid()).identity().equals(agent);
    Map<Long, Kin> known = new HashMap<>();
    List<ProcStat> members = new ArrayList<>();
    List<ProcStat> spared = new ArrayList<>();
    for (ProcStat process : all) {
      if (process.isOver() || process.pid() == ProcessHandle.current().pid()) {
        continue;
      }
      Kin kin = kin(process, byPid, agentLives ? agent.pid() : -1, known);
      boolean sameTerminal = agentLives && process.session() == agent.pid();
      if (kin == Kin.DESCENDANT
          || sameTerminal
          || ProcessTable.startedWith(process.pid(), marker)) {
        (kin == Kin.UNDER_TMUX ? spared : members).add(process);
      }
    }
    return new ProcessTree(List.copyOf(members), List.copyOf(spared));
  }

  private enum Kin {
    DESCENDANT,
    UNDER_TMUX,
    STRANGER
  }

  private static Kin kin(
      ProcStat process, Map<Long, ProcStat> byPid, long agent, Map<Long, Kin> known) {
    if (process.pid() == agent) {
      return Kin.DESCENDANT;
    }
    if (process.comm().equals(TMUX_SERVER)) {
      return Kin.UNDER_TMUX;
    }
    Kin before = known.get(process.pid());
    if (before != null) {
      return before;
    }
    known.put(process.pid(), Kin.STRANGER); // ends a loop, should the table have been torn
    ProcStat parent = byPid.get(process.parent());
    Kin kin = parent == null ? Kin.STRANGER : kin(parent, byPid, agent, known);
    known.put(process.pid(), kin);
    return kin;
  }
}
