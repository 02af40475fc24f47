package dev.tmuxsupervisor.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The few environment variables that go to the server; everything else stays with the user. */
final class Variables {
  /** Sent by name. */
  static final Set<String> NAMES =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "TMUX",
          "TMUX_PANE",
          "TMUX_TMPDIR",
          "TERM",
          "COLORTERM",
          "NO_COLOR",
          "CLICOLOR",
          "CLICOLOR_FORCE",
          "COLUMNS",
          "LANG",
          "TZ",
          "DISPLAY",
          "WAYLAND_DISPLAY",
          "SSH_AUTH_SOCK",
          "DBUS_SESSION_BUS_ADDRESS",
          "EDITOR",
          "VISUAL",
          "PAGER",
          "TMPDIR",
          "JAVA_HOME");

  /** Sent by the beginning of the name. */
  static final List<String> PREFIXES = List.of("LC_", "XDG_", "SUPERVISOR_");

  private static final Set<String> OF_THE_SERVER =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ", "TMPDIR");

  // The marks of a run. The first command may come from an agent, and the server must not be taken
  // for one of its processes.
  private static final Set<String> OF_ONE_AGENT =
      Set.of("SUPERVISOR_RUN", "SUPERVISOR_WORKER", "SUPERVISOR_GENERATION");

  // Set by the launcher for this process alone, see there.
  private static final String USERS_LC_ALL = "SUPERVISOR_USERS_LC_ALL";

  private Variables() {}

  /** The user's environment, without what the launcher changed for the sake of the JVM. */
  static Map<String, String> ofUser(Map<String, String> own) {
    Map<String, String> users = new HashMap<>(own);
    String before = users.remove(USERS_LC_ALL);
    if (before != null) {
      users.remove("LC_ALL");
      if (!before.isEmpty()) {
        users.put("LC_ALL", before);
      }
    }
    return users;
  }

  /**
   * The variables to send, with those that the user asked for by {@code --env NAME} or in the fleet
   * file.
   */
  static Map<String, String> chosen(
      Map<String, String> users, List<String> arguments, Set<String> ofFleet) throws Refusal {
    Set<String> wanted = EnvOptions.names(arguments);
    wanted.addAll(ofFleet);
    Map<String, String> chosen = new HashMap<>();
    for (Map.Entry<String, String> variable : users.entrySet()) {
      String name = variable.getKey();
      if (NAMES.contains(name) || wanted.contains(name) || hasPrefix(name)) {
        if (variable.getValue().indexOf('\uFFFD') >= 0) {
          throw new Refusal(
              Refusal.USAGE, "the environment variable " + name + " is not valid UTF-8");
        }
        chosen.put(name, variable.getValue());
      }
    }
    return chosen;
  }

  /**
   * What the server itself runs with: the user's settings, but nothing that tells of the one
   * terminal that happened to start it, since it serves all of them.
   */
  static Map<String, String> forServer(Map<String, String> users) {
    Map<String, String> chosen = new HashMap<>();
    for (Map.Entry<String, String> variable : users.entrySet()) {
      String name = variable.getKey();
      if ((OF_THE_SERVER.contains(name) || hasPrefix(name)) && !OF_ONE_AGENT.contains(name)) {
        chosen.put(variable.getKey(), variable.getValue());
      }
    }
    return chosen;
  }

  private static boolean hasPrefix(String name) {
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
