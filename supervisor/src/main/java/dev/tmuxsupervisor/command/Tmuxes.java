package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.tmux.Answer;
import dev.tmuxsupervisor.tmux.NoServer;
import dev.tmuxsupervisor.tmux.Reason;
import dev.tmuxsupervisor.tmux.Refused;
import dev.tmuxsupervisor.tmux.Running;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.tmux.Unreachable;

/** Puts into words that tmux did not answer. */
final class Tmuxes {
  private Tmuxes() {}

  /** Throws unless a session could be made there: before anything is written. */
  static void requireUsable(Tmux tmux) throws CommandFailure {
    Answer<?> answer = tmux.identity();
    if (!(answer instanceof Running || answer instanceof NoServer)) {
      throw failure(answer, tmux.socket());
    }
  }

  /** The content of an answer, or the failure that it means. */
  static <T> T require(Answer<T> answer, TmuxSocket socket) throws CommandFailure {
    if (answer instanceof Running<T>(T content)) {
      return content;
    }
    throw failure(answer, socket);
  }

  private static CommandFailure failure(Answer<?> answer, TmuxSocket socket) {
    return switch (answer) {
      case Unreachable<?>(Reason reason, String text) -> unreachable(reason, text, socket);
      case NoServer<?>(String text) ->
          new CommandFailure(ErrorCode.NO_SESSION, text, "see what is left: supervisor list");
      case Refused<?>(String text) ->
          new CommandFailure(ErrorCode.FAILED, "tmux refused: " + text, "");
      case Running<?> _ -> throw new IllegalStateException("tmux answered");
    };
  }

  private static CommandFailure unreachable(Reason reason, String text, TmuxSocket socket) {
    return switch (reason) {
      case DEADLINE ->
          new CommandFailure(
              ErrorCode.TMUX_TIMEOUT,
              "the tmux server at " + socket + " does not answer: " + text,
              "is it stopped? try: tmux -S " + socket + " list-sessions");
      case NO_CLIENT, TOO_OLD ->
          new CommandFailure(
              ErrorCode.TMUX_MISSING, text, "install tmux 3.2 or newer: apt-get install tmux");
      case DENIED, MISMATCH, LOST, SOCKET_LOST, GARBLED, INTERRUPTED, SYSTEM ->
          new CommandFailure(
              ErrorCode.TMUX_UNREACHABLE,
              "the tmux server at " + socket + " cannot be used: " + text,
              "try: tmux -S " + socket + " list-sessions");
    };
  }
}
