package dev.tmuxsupervisor.command;

/** What a command may ask of the server that runs it. */
public interface ServerControl {
  /** The server as it is now. */
  ServerStatus status();

  /** Begins an orderly end and returns at once; commands that run have 10 s to finish. */
  void stop();

  /** Whether that end has begun: a command that would go on for ever is to give up. */
  boolean isStopping();
}
