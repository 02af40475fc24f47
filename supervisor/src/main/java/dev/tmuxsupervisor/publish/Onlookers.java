package dev.tmuxsupervisor.publish;

import dev.tmuxsupervisor.tmux.AttachedClient;
import java.util.List;

/**
 * The terminals that people sit at.
 *
 * @param clients of all tmux servers that were asked
 */
public record Onlookers(List<AttachedClient> clients) {
  /** Leaves out programs in control mode, at which nobody sits. */
  public Onlookers {
    clients = clients.stream().filter(client -> !client.control()).toList();
  }

  /** Whether somebody has the worker's pane in front, as far as tmux knows. */
  public boolean see(WorkerStatus status) {
    return status
        .berth()
        .filter(berth ->
            clients.stream()
                .anyMatch(client ->
                    !client.unfocused()
                        && client.server().equals(berth.server())
                        && client.pane().equals(berth.pane())))
        .isPresent();
  }
}
