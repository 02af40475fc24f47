package dev.tmuxsupervisor.fleet;

/** A file that people write cannot be used: what is wrong, where, and what would be right. */
public final class InvalidFleetFile extends Exception {
  private static final long serialVersionUID = 1;

  private final String hint;

  InvalidFleetFile(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** What is wrong, and where. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /** What would be right. */
  public String hint() {
    return hint;
  }
}
