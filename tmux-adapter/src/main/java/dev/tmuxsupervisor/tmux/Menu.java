package dev.tmuxsupervisor.tmux;

import java.util.ArrayList;
import java.util.List;

/**
 * A menu that a tmux client opens without starting a process. tmux shows none at all where it does
 * not fit: with its frame it is two rows higher than it has entries. Its texts are shown as they
 * stand, which is why they must hold nothing that a terminal obeys and nothing that the C library
 * does not know: tmux up to 3.3 measures such a character for ever.
 *
 * @param title above the first row
 */
public record Menu(String title, List<Entry> entries) {
  /** Copies the entries. */
  public Menu {
    entries = List.copyOf(entries);
  }

  /** One row. */
  public sealed interface Entry {}

  /**
   * Runs commands, of which none is run after one that failed.
   *
   * @param label what is to be chosen
   * @param key chooses it at once; empty for none
   * @param commands each a list of words, which it gets as they stand
   */
  public record Choice(String label, String key, List<List<String>> commands) implements Entry {}

  /** Opens another menu in place of this one. */
  public record Submenu(String label, String key, Menu menu) implements Entry {}

  /** Dim, and not to be chosen. */
  public record Note(String text) implements Entry {}

  /** Separates what is above from what is below. */
  public record Line() implements Entry {}

  /**
   * The commands that open it. As the value of a user option they are run by {@code run-shell -C
   * '#{@name}'}.
   */
  public String commands() {
    return Quoting.shortest(command());
  }

  /** Brings the client to this pane, in its session and window. */
  public static List<String> goingTo(PaneId pane) {
    return List.of("switch-client", "-t", pane.toString());
  }

  /**
   * Asks on the client's last line, and runs the commands after a {@code y}.
   *
   * @throws IllegalArgumentException if the question holds a hash: newer versions of tmux obey
   *     styles in it, and older ones show what would hinder that
   */
  public static List<String> confirming(String question, List<List<String>> commands) {
    if (question.contains("#")) {
      throw new IllegalArgumentException("a question without a hash: " + Words.printable(question));
    }
    return List.of(
        "confirm-before",
        "-p",
        FormatText.drawnWithTime(question),
        FormatText.expanding(Quoting.shortest(commands)));
  }

  /** Runs a program, of two words or more, in a window above the panes, which ends with it. */
  public static List<String> popup(List<String> argv) {
    List<String> words = new ArrayList<>(List.of("display-popup", "-E", "-w", "90%", "-h", "80%"));
    words.addAll(argv);
    return List.copyOf(words);
  }

  private List<List<String>> command() {
    List<String> words = new ArrayList<>(List.of("display-menu", "-x", "C", "-y", "C", "-T"));
    words.add(FormatText.drawn(title));
    words.add("--");
    for (Entry entry : entries) {
      switch (entry) {
        case Choice(String label, String key, var commands) ->
            words.addAll(item(label, key, Quoting.shortest(commands)));
        case Submenu(String label, String key, Menu menu) ->
            words.addAll(item(label, key, menu.commands()));
        case Note(String text) -> words.addAll(List.of("-" + FormatText.drawn(text), "", ""));
        case Line() -> words.add("");
      }
    }
    return List.of(words);
  }

  /** An item with an empty label would be a line, and one that begins with a dash a note. */
  private static List<String> item(String label, String key, String commands) {
    String shown = label.isEmpty() ? " " : FormatText.drawn(label);
    return List.of(
        label.startsWith("-") ? "#[default]" + shown : shown, key, FormatText.expanding(commands));
  }
}
