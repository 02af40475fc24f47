package dev.tmuxsupervisor.manual;

/** Plain text as roff shows it unchanged: groff_char(7), mandoc_char(7). */
final class Roff {
  private Roff() {}

  /**
   * Escapes what has a meaning in a line of text, or would be set as another character: a typed
   * {@code -} must be found and copied as one.
   */
  static String text(String plain) {
    StringBuilder roff = new StringBuilder();
    int before = ' ';
    for (int c : plain.codePoints().toArray()) {
      switch (c) {
        case '\\' -> roff.append("\\e");
        case '-' -> roff.append("\\-");
        case '\'' -> roff.append("\\(aq");
        case '"' -> roff.append("\\(dq");
        case '`' -> roff.append("\\(ga");
        case '^' -> roff.append("\\(ha");
        case '~' -> roff.append("\\(ti");
        // A line that begins with it is a request, and any word may come to stand at the beginning.
        case '.' -> roff.append(before == ' ' ? "\\&." : ".");
        default -> {
          if (c < ' ' || c == 0x7f) {
            throw new IllegalArgumentException("a control character in: " + plain);
          }
          if (c > 0x7f) {
            roff.append("\\[u%04X]".formatted(c));
          } else {
            roff.appendCodePoint(c);
          }
        }
      }
      before = c;
    }
    return roff.toString();
  }

  static String bold(String plain) {
    return "\\fB" + text(plain) + "\\fR";
  }

  static String italic(String plain) {
    return "\\fI" + text(plain) + "\\fR";
  }

  /** As the argument of a macro. */
  static String argument(String plain) {
    return '"' + text(plain) + '"';
  }
}
