package dev.tmuxsupervisor.tmux;

import java.util.List;

/** A pane's text. */
final class Screen {
  private Screen() {}

  static List<List<String>> commands(Nonce nonce, PaneId pane, int lines) {
    return List.of(
        List.of("display-message", "-p", nonce.format(Kind.SCREEN, List.of())),
        List.of("capture-pane", "-p", "-t", pane.toString(), "-S", Integer.toString(-lines)));
  }

  /** The last lines that hold anything, without the blanks that fill the screen's rest. */
  static List<String> read(Reply reply, int lines) {
    String text = reply.all(Kind.SCREEN).getFirst().after();
    List<String> all = text.strip().isEmpty() ? List.of() : text.stripTrailing().lines().toList();
    // The first line is the rest of the record's own.
    List<String> body = all.isEmpty() ? all : all.subList(1, all.size());
    return List.copyOf(body.subList(Math.max(0, body.size() - lines), body.size()));
  }
}
