package dev.tmuxsupervisor.command;

/** A command that did not do what was asked: what happened, to whom, and what to type next. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;
  private final String hint;

  CommandFailure(ErrorCode code, String message, String hint) {
    super(message);
    this.code = code;
    this.hint = hint;
  }

  ErrorCode code() {
    return code;
  }

  /** What to type next; empty when there is nothing. */
  String hint() {
    return hint;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
