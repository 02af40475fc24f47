package dev.tmuxsupervisor.tmux;

/** Why a server's state could not be learnt. */
public enum Reason {
  /** The server did not answer in time; it may be stopped, and may carry the request out later. */
  DEADLINE,
  /** The socket or the server's access list does not let this user in. */
  DENIED,
  /** Client and server speak different versions of tmux's protocol. */
  MISMATCH,
  /** There is no tmux on the PATH that was given, or it cannot be run. */
  NO_CLIENT,
  /** The tmux found is older than {@link TmuxVersion#MINIMUM}. */
  TOO_OLD,
  /**
   * The connection ended before the answer: the server exits, crashed, or is of another version.
   */
  LOST,
  /** The server's process runs, but its socket is gone. */
  SOCKET_LOST,
  /** The reply lacks its end marker, or cannot be read. */
  GARBLED,
  /** The calling thread was interrupted; its interrupt flag is set again. */
  INTERRUPTED,
  /** This machine failed: no file, no process, no directory could be made. */
  SYSTEM
}
