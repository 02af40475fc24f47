package dev.tmuxsupervisor.judge;

/** What ended a run, as far as policy makes a difference. */
public enum Cause {
  /** The agent ended, by itself or by somebody's signal. */
  AGENT_ENDED("the agent ended"),
  /** Its session was killed. */
  SESSION_KILLED("its session was killed"),
  /** Its tmux server ended. */
  TMUX_ENDED("its tmux server ended"),
  /** The machine was started again: no fault of the agent. */
  REBOOT("the machine was started again"),
  /** The container was: no fault of the agent either. */
  BOX_RESTARTED("its box was started again");

  private final String words;

  Cause(String words) {
    this.words = words;
  }

  /** Whether everything ended with it, and nobody saw when. */
  public boolean isRestart() {
    return this == REBOOT || this == BOX_RESTARTED;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
