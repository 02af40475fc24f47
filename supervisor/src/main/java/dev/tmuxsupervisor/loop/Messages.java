package dev.tmuxsupervisor.loop;

import dev.tmuxsupervisor.publish.Notice;
import dev.tmuxsupervisor.publish.NoticeRule;
import dev.tmuxsupervisor.publish.NoticeText;
import dev.tmuxsupervisor.publish.Onlookers;
import dev.tmuxsupervisor.tmux.Answer;
import dev.tmuxsupervisor.tmux.AttachedClient;
import dev.tmuxsupervisor.tmux.NoServer;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Finds the terminals of people at tmux servers, and shows them a line. */
final class Messages {
  private static final System.Logger LOGGER = System.getLogger("dev.tmuxsupervisor.loop");

  /** A server that does not answer by then is not worth the wait: the next one has people, too. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Function<TmuxSocket, Tmux> doors;

  Messages(Function<TmuxSocket, Tmux> doors) {
    this.doors = socket -> doors.apply(socket).deadline(PATIENCE);
  }

  /** Who is attached where; a server that cannot be asked has nobody. */
  Map<TmuxSocket, List<AttachedClient>> clients(Collection<TmuxSocket> sockets) {
    Map<TmuxSocket, List<AttachedClient>> attached = new LinkedHashMap<>();
    for (TmuxSocket socket : sockets) {
      Answer<List<AttachedClient>> answer = doors.apply(socket).clients();
      if (answer instanceof Running<List<AttachedClient>>(List<AttachedClient> clients)) {
        attached.put(socket, clients);
      } else if (!(answer instanceof NoServer<List<AttachedClient>>)) {
        LOGGER.log(
            System.Logger.Level.DEBUG, "cannot ask {0} for its clients: {1}", socket, answer);
      }
    }
    return attached;
  }

  /** Shows the notice to each of them, as wide as its terminal; how many there were. */
  int show(Notice notice, Map<TmuxSocket, List<AttachedClient>> attached) {
    int shown = 0;
    for (Map.Entry<TmuxSocket, List<AttachedClient>> server : attached.entrySet()) {
      for (AttachedClient client : new Onlookers(server.getValue()).clients()) {
        Answer<ServerIdentity> answer =
            doors
                .apply(server.getKey())
                .displayMessage(
                    client, NoticeText.of(notice, client.columns()), NoticeRule.BETWEEN);
        if (answer instanceof Running<ServerIdentity>) {
          shown++;
        } else {
          LOGGER.log(
              System.Logger.Level.DEBUG, "cannot show a notice to {0}: {1}", client.name(), answer);
        }
      }
    }
    return shown;
  }

  /** All of them, wherever they are. */
  static Onlookers onlookers(Map<TmuxSocket, List<AttachedClient>> attached) {
    List<AttachedClient> all = new ArrayList<>();
    attached.values().forEach(all::addAll);
    return new Onlookers(all);
  }
}
