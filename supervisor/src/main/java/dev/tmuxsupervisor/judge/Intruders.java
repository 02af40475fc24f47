package dev.tmuxsupervisor.judge;

import dev.tmuxsupervisor.judge.Collision.Intruder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells the agents that do not belong to a worker from everybody else in its directory. */
final class Intruders {
  private Intruders() {}

  /**
   * Those in the directory that neither the worker's holder nor its present run started, the
   * topmost of each family.
   *
   * @param known pids of agents that are told of otherwise, with all below them
   */
  static List<Intruder> in(Premises premises, Set<Long> known) {
    List<Dweller> agents =
        premises.dwellers().stream()
            .filter(dweller -> !isOwn(dweller, premises) && !isBelow(dweller, known))
            .filter(dweller -> isAgent(dweller, premises))
            .toList();
    Set<Long> pids = agents.stream().map(Dweller::pid).collect(Collectors.toSet());
    return agents.stream()
        .filter(agent -> agent.ancestors().stream().noneMatch(pids::contains))
        .map(agent -> new Intruder(agent, below(agent, premises)))
        .toList();
  }

  /** As a descendant, by the terminal that both share, or by the mark of its run. */
  private static boolean isOwn(Dweller dweller, Premises premises) {
    Optional<Long> holder = premises.holder().map(Holder::pid);
    return holder.filter(pid -> isBelow(dweller, Set.of(pid))).isPresent()
        || holder.filter(pid -> pid == dweller.session()).isPresent()
        || dweller.mark().filter(mark -> premises.runs().contains(mark.run())).isPresent();
  }

  private static boolean isBelow(Dweller dweller, Set<Long> pids) {
    return pids.contains(dweller.pid()) || dweller.ancestors().stream().anyMatch(pids::contains);
  }

  /**
   * By its program's name; or because it is the very program of a pane that we made, for an earlier
   * run or for another worker. What such a program started is no agent for that.
   */
  private static boolean isAgent(Dweller dweller, Premises premises) {
    return AgentPrograms.isOne(dweller, premises.argv()) || isOfOurPane(dweller);
  }

  private static boolean isOfOurPane(Dweller dweller) {
    return dweller.leadsTerminal()
        && dweller.mark().filter(mark -> !mark.inherited()).isPresent()
        && !AgentPrograms.isBareShell(dweller);
  }

  private static int below(Dweller agent, Premises premises) {
    return (int)
        premises.dwellers().stream()
            .filter(other -> other.ancestors().contains(agent.pid()))
            .count();
  }
}
