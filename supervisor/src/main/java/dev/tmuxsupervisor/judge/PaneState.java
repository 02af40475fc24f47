package dev.tmuxsupervisor.judge;

import java.util.OptionalInt;

/** What the worker's pane is at. */
public sealed interface PaneState {
  /** It runs the process that the lock names. */
  record RunsAgent() implements PaneState {}

  /**
   * Its process ended, and tmux kept the pane. Status and signal are absent when tmux lost them.
   *
   * @param pid of the process that ended, which may belong to another one by now; 0 where tmux
   *     forgot it
   */
  record Dead(long pid, OptionalInt status, OptionalInt signal) implements PaneState {}

  /** It runs a shell and nothing of the agent. */
  record RunsShell(long pid) implements PaneState {}

  /** It runs a process that the lock does not name. */
  record RunsOther(long pid, String command) implements PaneState {}

  /** The session is there, but the pane is not: somebody closed it. */
  record Closed() implements PaneState {}
}
