package dev.tmuxsupervisor.tmux;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Rules for the free text that is handed to tmux. */
final class Words {
  /** Linux's MAX_ARG_STRLEN (execve(2)): one argument or variable, its final NUL included. */
  static final int LONGEST = 128 * 1024;

  private static final Pattern OPTION = Pattern.compile("@[A-Za-z0-9_-]{1,100}");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private Words() {}

  /**
   * @throws IllegalArgumentException if no process can be given this text
   */
  static String requireText(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(what + " holds a NUL");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(what + " holds half a surrogate pair");
    }
    return text;
  }

  /**
   * @throws IllegalArgumentException unless this can be the name of a user option
   */
  static String requireOption(String name) {
    if (!OPTION.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a user option is '@' and letters, digits, '_' or '-': " + printable(name));
    }
    return name;
  }

  /**
   * @throws IllegalArgumentException unless this can be the name of an environment variable
   */
  static String requireVariable(String name) {
    if (name.isEmpty() || name.indexOf('=') >= 0) {
      throw new IllegalArgumentException("not a variable's name: " + printable(name));
    }
    return requireText("a variable's name", name);
  }

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  static String printable(String text) {
    String clean = CONTROL.matcher(text).replaceAll("?");
    return clean.length() <= 200 ? clean : clean.substring(0, 200) + "…";
  }
}
