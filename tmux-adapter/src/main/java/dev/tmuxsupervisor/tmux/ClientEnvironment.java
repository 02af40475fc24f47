package dev.tmuxsupervisor.tmux;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The environment that clients run in, and that a server which they start keeps. */
final class ClientEnvironment {
  private static final Set<String> NEEDED =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "TERM",
          "LANG",
          "TZ",
          "TMPDIR",
          "XDG_CONFIG_HOME",
          "XDG_RUNTIME_DIR");

  private ClientEnvironment() {}

  /** What a server needs; the rest may be secret and would be given to every later session. */
  static Map<String, String> of(Map<String, String> all) {
    Map<String, String> some = new TreeMap<>(all);
    some.keySet().removeIf(name -> !NEEDED.contains(name) && !name.startsWith("LC_"));
    return Map.copyOf(some);
  }

  /** Without the variables that tell a client that it runs inside another server. */
  static Map<String, String> outsideTmux(Map<String, String> environment) {
    Map<String, String> rest = new TreeMap<>(environment);
    rest.keySet().removeAll(Set.of("TMUX", "TMUX_PANE"));
    return Map.copyOf(rest);
  }
}
