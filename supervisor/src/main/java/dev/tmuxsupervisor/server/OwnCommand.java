package dev.tmuxsupervisor.server;

import java.util.List;
import java.util.Map;

/** What reaches this server again, for whoever has only a command line. */
final class OwnCommand {
  private OwnCommand() {}

  /** The launcher that started it, if that is known, and the server's name, if it has its own. */
  static List<String> words(String server, Map<String, String> environment) {
    String launcher = environment.getOrDefault("SUPERVISOR_LAUNCHER", "supervisor");
    return server.equals("default") ? List.of(launcher) : List.of(launcher, "-L", server);
  }
}
