package dev.tmuxsupervisor.worker;

/** How a run ended, as far as tmux knew. */
public sealed interface Exit {
  /** It exited by itself. */
  record Status(int status) implements Exit {}

  /** A signal ended it. */
  record Signal(int signal) implements Exit {}

  /** Nobody can tell any more. It counts as a failure. */
  record Unknown() implements Exit {}

  /** Whether the agent says that its work is done. */
  default boolean isSuccess() {
    return this instanceof Status(int status) && status == 0;
  }

  /** For a person: {@code exit 3}, {@code signal 9}, {@code exit unknown}. */
  default String words() {
    return switch (this) {
      case Status(int status) -> "exit " + status;
      case Signal(int signal) -> "signal " + signal;
      case Unknown _ -> "exit unknown";
    };
  }
}
