package dev.tmuxsupervisor.command;

/**
 * What one check of the doctor's found.
 *
 * @param check its name, for programs
 * @param hint what to do about it; empty when there is nothing to do
 */
record StatusLineFinding(Level level, String check, String text, String hint) {
  /** How bad it is: only FAIL keeps the status line from being shown, or from being true. */
  enum Level {
    PASS,
    WARN,
    FAIL
  }

  static StatusLineFinding pass(String check, String text) {
    return new StatusLineFinding(Level.PASS, check, text, "");
  }

  static StatusLineFinding warn(String check, String text, String hint) {
    return new StatusLineFinding(Level.WARN, check, text, hint);
  }

  static StatusLineFinding fail(String check, String text, String hint) {
    return new StatusLineFinding(Level.FAIL, check, text, hint);
  }
}
