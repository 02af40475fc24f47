package dev.tmuxsupervisor.fleet;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an agent program is started.
 *
 * @param command at first
 * @param resume where an earlier run is to be taken up; empty where that is the same
 */
record AgentProfile(List<String> command, Optional<List<String>> resume) {
  /**
   * Tried with Claude Code 2.1, Codex CLI 0.169 and Gemini CLI 0.61. Where there is nothing to take
   * up, the latter two begin anew and Claude Code ends at once, upon which it is started without.
   */
  static final Map<String, AgentProfile> KNOWN =
      Map.of(
          "claude", of(List.of("claude"), "claude", "--continue"),
          "codex", of(List.of("codex"), "codex", "resume", "--last"),
          "gemini", of(List.of("gemini"), "gemini", "--resume", "latest"));

  private static AgentProfile of(List<String> command, String... resume) {
    return new AgentProfile(command, Optional.of(List.of(resume)));
  }
}
