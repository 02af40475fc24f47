package dev.tmuxsupervisor.worker;

import java.util.Set;
import java.util.regex.Pattern;

/** Which names of variables people may give to an agent. */
public final class AgentVariable {
  /** Said by the supervisor or by tmux itself. */
  private static final Set<String> RESERVED =
      Set.of("SUPERVISOR_RUN", "SUPERVISOR_WORKER", "SUPERVISOR_GENERATION", "TMUX", "TMUX_PANE");

  private static final Pattern FORM = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private AgentVariable() {}

  /** Whether it is a name, and nobody else's. */
  public static boolean isSettable(String name) {
    return FORM.matcher(name).matches() && !RESERVED.contains(name);
  }
}
