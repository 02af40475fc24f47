package dev.tmuxsupervisor.client;

import java.util.List;

/** How a conversation with the server ended. */
sealed interface Outcome {
  /** The command is over. */
  record Exited(int code) implements Outcome {}

  /** The command goes on as this program, in this terminal. */
  record HandedOff(List<String> argv) implements Outcome {
    public HandedOff {
      argv = List.copyOf(argv);
    }
  }

  /** The server is of another build and did nothing. */
  record OtherVersion(String build) implements Outcome {}

  /** The server went away before it began: asking again is safe. */
  record NotBegun() implements Outcome {}

  /** The server went away while it worked: what it did is not known. */
  record Lost() implements Outcome {}
}
