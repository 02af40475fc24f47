package dev.tmuxsupervisor.tmux;

import java.util.regex.Pattern;

/**
 * A name for a session that we create, such as {@code crew/dave}. It holds nothing that any tmux
 * version expands, rewrites or takes for a target's syntax, so that it is stored as given.
 */
public record SessionName(String text) {
  private static final String SEGMENT = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";
  private static final Pattern ALLOWED = Pattern.compile(SEGMENT + "(/" + SEGMENT + "){0,3}");

  /**
   * Checks its parts.
   *
   * @throws IllegalArgumentException for any other name, saying what is allowed
   */
  public SessionName {
    if (!isPossible(text)) {
      throw new IllegalArgumentException(
          "a session name is 1 to 4 parts joined by '/', each a letter or digit followed by at"
              + " most 63 letters, digits, '_' or '-'; not: "
              + Words.printable(text));
    }
  }

  /** Whether a session may be created under this name. */
  public static boolean isPossible(String text) {
    return ALLOWED.matcher(text).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
