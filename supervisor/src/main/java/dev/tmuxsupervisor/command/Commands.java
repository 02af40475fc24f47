package dev.tmuxsupervisor.command;

import java.util.List;

/** The commands about the server itself. */
public final class Commands implements CommandRunner {
  private final ServerControl server;

  public Commands(ServerControl server) {
    this.server = server;
  }

  @Override
  public int run(Invocation invocation, Replies replies) {
    List<String> words = invocation.arguments();
    ServerStatus status = server.status();
    if (words.equals(List.of("version"))) {
      replies.out().println("supervisor " + status.version());
      return 0;
    }
    if (words.equals(List.of("server", "status"))) {
      replies
          .out()
          .printf(
              "pid %d%nversion %s%nsocket %s%nstarted %s%nconnections %d%n",
              status.pid(),
              status.version(),
              status.socket(),
              status.started(),
              status.connections());
      return 0;
    }
    if (words.equals(List.of("server", "stop"))) {
      server.stop();
      replies.out().println("server " + status.pid() + " ends");
      return 0;
    }
    replies.err().println("supervisor: unknown command");
    return 2;
  }
}
