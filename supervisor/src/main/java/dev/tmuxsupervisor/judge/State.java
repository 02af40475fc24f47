package dev.tmuxsupervisor.judge;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a worker is at, for people and scripts: closed, and part of the interface. */
public enum State {
  /** Its agent lives. */
  RUNNING(false),
  /** It is claimed for an agent that is being started. */
  STARTING(false),
  /** Its agent is gone, and it is brought back right now. */
  RECOVERING(false),
  /** Its agent is gone, and it is brought back when the delay is over. */
  BACKING_OFF(false),
  /** Its agent failed, and its policy or the open breaker keeps it down. */
  FAILED(true),
  /** Its agent said that the work is done. */
  FINISHED(true),
  /** The user wants it down, and something of it is still there. */
  STOPPING(false),
  /** Nothing of it is there, and nobody wants it to be. */
  STOPPED(true),
  /** Something could not be proven. */
  UNKNOWN(false),
  /** Its lock file is none. */
  DAMAGED(true),
  /** Its lock was taken on another host or in another container. */
  FOREIGN(true),
  /** Somebody keeps agents out by hand, and none is there. */
  RESERVED(false),
  /** Another program took its lock, or an agent is there although somebody keeps it by hand. */
  HELD(false);

  private final boolean terminal;

  State(boolean terminal) {
    this.terminal = terminal;
  }

  /**
   * Whether it stays like this until somebody does something. An open breaker counts as one: its
   * single try every half hour is nothing to wait for.
   */
  public boolean terminal() {
    return terminal;
  }

  /** In JSON and in tables, such as {@code backing_off}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All of these words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(State::word).toList();
  }
}
