package dev.tmuxsupervisor.process;

import java.util.regex.Pattern;

/** Text that others chose, made fit for a terminal, a log or a message. */
public final class Printable {
  /**
   * Controls of both sets, and the characters that reorder or break a line: Unicode's Cc, Zl, Zp,
   * Bidi_C.
   */
  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

  private Printable() {}

  /** The text with a question mark for everything that would move a cursor or hide other text. */
  public static String of(String text) {
    return UNSAFE.matcher(text).replaceAll("?");
  }
}
