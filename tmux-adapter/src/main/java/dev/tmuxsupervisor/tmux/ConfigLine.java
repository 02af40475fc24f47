package dev.tmuxsupervisor.tmux;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Single lines of a tmux.conf; whatever is given stands in them as data. */
public final class ConfigLine {
  private static final Pattern SETTING = Pattern.compile("set-option -g (@[A-Za-z0-9_-]+) .*");

  private ConfigLine() {}

  /** Sets a user option for the whole server. */
  public static String setOption(String name, String value) {
    return "set-option -g %s %s"
        .formatted(
            Words.requireOption(name),
            Quoting.quote(Words.requireText("the value of " + name, value)));
  }

  /** Sets an option of tmux's own for the whole server; for people to read. */
  public static String setGlobal(String name, String value) {
    return "set-option -g %s %s".formatted(Quoting.readable(name), Quoting.readable(value));
  }

  /** What a format shows a variable or an option by. */
  public static String variable(String name) {
    return "#{" + name + "}";
  }

  /** Takes a user option away from the whole server. */
  public static String unsetOption(String name) {
    return "set-option -gu " + Words.requireOption(name);
  }

  /** The user option that a line of {@link #setOption} sets; empty for any other line. */
  public static Optional<String> optionSetBy(String line) {
    Matcher setting = SETTING.matcher(line);
    return setting.matches() ? Optional.of(setting.group(1)) : Optional.empty();
  }

  /** Runs a program and waits for it; each word arrives as it is. */
  public static String runShell(List<String> words) {
    String script = words.stream().map(ConfigLine::shellWord).collect(Collectors.joining(" "));
    return "run-shell " + Quoting.quote(script);
  }

  /**
   * tmux expands what run-shell is given, and doubling a number sign does not hold everywhere: the
   * shell makes it instead.
   */
  private static String shellWord(String word) {
    return word.matches("[A-Za-z0-9_./:@%+=-]+")
        ? word
        : "'" + word.replace("'", "'\\''").replace("#", "'\"$(printf '\\043')\"'") + "'";
  }
}
