package dev.tmuxsupervisor.tmux;

/**
 * A session's id, written {@code $3}; never given twice by one server, but a restarted one begins
 * at 0 again.
 */
public record SessionId(long number) implements Target {
  public SessionId {
    Ids.requireNumber(number);
  }

  /**
   * Reads an id as tmux writes it.
   *
   * @throws IllegalArgumentException unless the text is {@code $} and a number
   */
  public static SessionId parse(String text) {
    return new SessionId(Ids.parse('$', text));
  }

  @Override
  public String toString() {
    return "$" + number;
  }
}
