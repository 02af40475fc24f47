package dev.tmuxsupervisor.tmux;

/**
 * A pane's id, written {@code %12}; never given twice by one server, but a restarted one begins at
 * 0 again.
 */
public record PaneId(long number) implements Target {
  public PaneId {
    Ids.requireNumber(number);
  }

  /**
   * Reads an id as tmux writes it.
   *
   * @throws IllegalArgumentException unless the text is {@code %} and a number
   */
  public static PaneId parse(String text) {
    return new PaneId(Ids.parse('%', text));
  }

  @Override
  public String toString() {
    return "%" + number;
  }
}
