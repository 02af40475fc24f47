package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.tmux.ConfigLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Our lines in a tmux.conf, between two that mark them.
 *
 * @param lines those between
 */
record StatusLineBlock(List<String> lines) {
  private static final String BEGIN = "# >>> supervisor status line >>>";
  private static final String END = "# <<< supervisor status line <<<";
  private static final String MADE = "# made with this file, and removed with it";

  StatusLineBlock {
    lines = List.copyOf(lines);
  }

  /** What sets these options of the plugin, and runs it. */
  static StatusLineBlock of(Map<String, String> settings, Path plugin, boolean wholeFile) {
    List<String> lines = new ArrayList<>();
    if (wholeFile) {
      lines.add(MADE);
    }
    settings.forEach((name, value) -> lines.add(ConfigLine.setOption(name, value)));
    lines.add(ConfigLine.runShell(List.of(plugin.toString(), "enable")));
    return new StatusLineBlock(lines);
  }

  /** The one in this text; empty if there is none. */
  static Optional<StatusLineBlock> in(String text) throws CommandFailure {
    Optional<Span> span = Span.in(text);
    return span.map(it -> {
      List<String> all = text.substring(it.from(), it.to()).lines().toList();
      return new StatusLineBlock(all.subList(1, all.size() - 1));
    });
  }

  /** The text with this in the place of the one it holds, else at its end. */
  String putInto(String text) throws CommandFailure {
    Optional<Span> span = Span.in(text);
    if (span.isPresent()) {
      return text.substring(0, span.get().from()) + text() + text.substring(span.get().to());
    }
    return text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + text();
  }

  /** The text without the one it holds. */
  static String removedFrom(String text) throws CommandFailure {
    Optional<Span> span = Span.in(text);
    return span.map(it -> text.substring(0, it.from()) + text.substring(it.to())).orElse(text);
  }

  String text() {
    return BEGIN + "\n" + String.join("\n", lines) + "\n" + END + "\n";
  }

  /** Whether the file was made to hold it. */
  boolean isWholeFile() {
    return lines.contains(MADE);
  }

  /** What tmux is to do. */
  List<String> commands() {
    return lines.stream().filter(line -> !line.startsWith("#")).toList();
  }

  /** The lines that set an option, by its name. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    lines.forEach(line -> ConfigLine.optionSetBy(line).ifPresent(name -> settings.put(name, line)));
    return settings;
  }

  private record Span(int from, int to) {
    static Optional<Span> in(String text) throws CommandFailure {
      int begin = lineAt(text, BEGIN, 0);
      int end = lineAt(text, END, 0);
      if (begin < 0 && end < 0) {
        return Optional.empty();
      }
      if (begin < 0 || end < begin || lineAt(text, BEGIN, begin + 1) >= 0) {
        throw new CommandFailure(
            ErrorCode.FAILED,
            "the lines that mark the supervisor's block in tmux.conf do not match",
            "take the block out by hand: from '" + BEGIN + "' to '" + END + "'");
      }
      return Optional.of(new Span(begin, Math.min(text.length(), end + END.length() + 1)));
    }

    private static int lineAt(String text, String line, int from) {
      int at = text.indexOf(line, from);
      while (at > 0 && text.charAt(at - 1) != '\n') {
        at = text.indexOf(line, at + 1);
      }
      return at;
    }
  }
}
