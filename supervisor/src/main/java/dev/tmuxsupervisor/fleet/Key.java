package dev.tmuxsupervisor.fleet;

import com.google.common.collect.ImmutableList;

/** What a section may say. */
enum Key implements FileKey {
  COMMAND(
      "[\"claude\", \"--resume\"]",
      "The agent and its arguments, run without a shell. Default: your shell. In a section whose name is a pattern, it makes every directory that matches a worker."),
  RESUME(
      "[\"claude\", \"--continue\"]",
      "The command that takes up an earlier run, used where the worker is brought back or restarted, unless its last run ended by itself at once. It belongs to the command beside it. Default: the same command as at first."),
  AGENT(
      "\"claude\"",
      "An agent that is known (claude, codex, gemini) or has a section of its own, in place of command: it says both what is started and how an earlier run is taken up."),
  ENV(
      "{ EDITOR = \"vi\" }",
      "Variables of the agent, as they stand: nothing is expanded. Several sections are joined variable by variable."),
  PASS_ENV(
      "[\"ANTHROPIC_API_KEY\"]",
      "Names of variables that the agent gets with the values that you have at the time of up or spawn. None of them may stand in env too."),
  RESTART(
      "\"on-failure\"",
      "When an agent that ended is started again: on-failure, always or never. Default: on-failure; exit status 0 is the end of the work then."),
  BACKOFF(
      "\"1s..5m\"",
      "What the second restart in a row waits, and what none waits longer than; each wait is twice the one before, give or take a fifth. 0s never waits. Default: 1s..5m."),
  MAX_RESTARTS(
      "\"5/10m\"",
      "More restarts than that in that time open the breaker, which lets one try through after 30 minutes; unlimited for none. Default: 5/10m."),
  STOP_TIMEOUT(
      "\"10s\"", "How long an agent that is to end has from SIGTERM to SIGKILL. Default: 10s."),
  DIRECTORY(
      "\"existing\"",
      "What becomes of a worker whose directory is missing: existing is an error, create makes it. Default: existing. Only in a section of one worker may it be create."),
  SESSION(
      "\"dave\"",
      "The name of the tmux session. Default: the worker's name. Only in a section of one worker."),
  TMUX_SOCKET(
      "\"/run/user/1000/agents\"",
      "The socket of the tmux server to use, an absolute path. Default: the one around you, else tmux's default.");

  /** In the order in which they are told. */
  static final ImmutableList<Key> ALL = ImmutableList.copyOf(values());

  private final String sample;
  private final String meaning;

  Key(String sample, String meaning) {
    this.sample = sample;
    this.meaning = meaning;
  }

  @Override
  public String sample() {
    return sample;
  }

  @Override
  public String meaning() {
    return meaning;
  }
}
