package dev.tmuxsupervisor.hold;

/** The program was not started: why, what to type next, and the exit code of it. */
final class HoldFailure extends Exception {
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int HELD = 4;
  static final int MISSING = 5;
  static final int TIMEOUT = 124;

  private static final long serialVersionUID = 1;

  private final int exit;
  private final String hint;

  HoldFailure(int exit, String message, String hint) {
    super(message);
    this.exit = exit;
    this.hint = hint;
  }

  int exit() {
    return exit;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  /** Empty when there is nothing to type. */
  String hint() {
    return hint;
  }
}
