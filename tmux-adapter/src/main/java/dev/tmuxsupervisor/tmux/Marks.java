package dev.tmuxsupervisor.tmux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * User options, and how to know whose they are. tmux looks an option up in the pane, its window and
 * its session, so that a pane that a user splits off seems to have its session's, and a session its
 * active pane's. Hence each target that we set options on also gets its own id as an option.
 */
final class Marks {
  private static final String SESSION = "@tmux_adapter_session";
  private static final String PANE = "@tmux_adapter_pane";

  private Marks() {}

  /** Commands that set the options on what the target stands for, written in tmux's syntax. */
  static List<List<String>> onSession(String target, Map<String, String> options) {
    return set(List.of("set-option", "-t", target), SESSION, "#{session_id}", options);
  }

  static List<List<String>> onPane(String target, Map<String, String> options) {
    return set(List.of("set-option", "-p", "-t", target), PANE, "#{pane_id}", options);
  }

  /** A format that is 1 for a session whose options are its own. */
  static String ownSession() {
    return "#{==:#{" + SESSION + "},#{session_id}}";
  }

  static String ownPane() {
    return "#{==:#{" + PANE + "},#{pane_id}}";
  }

  private static List<List<String>> set(
      List<String> start, String mark, String id, Map<String, String> options) {
    List<List<String>> commands = new ArrayList<>();
    options.forEach((name, value) -> commands.add(with(start, "--", name, value)));
    commands.add(with(start, "-F", "--", mark, id));
    return commands;
  }

  private static List<String> with(List<String> start, String... more) {
    List<String> words = new ArrayList<>(start);
    words.addAll(List.of(more));
    return words;
  }
}
