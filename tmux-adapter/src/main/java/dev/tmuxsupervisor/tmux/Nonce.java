package dev.tmuxsupervisor.tmux;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A word that no text in the server can hold, as it is drawn for one call. It separates fields, so
 * that newlines, tabs and forged records inside values are only text.
 */
record Nonce(String text) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static Nonce fresh() {
    byte[] bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    return new Nonce(HexFormat.of().formatHex(bytes));
  }

  /** Tabs, as every tmux version prints them raw from a client with -u. */
  String separator() {
    return "\t" + text + "\t";
  }

  /** A format that prints one record. */
  String format(Kind kind, List<String> fields) {
    StringBuilder format = new StringBuilder(separator()).append(kind).append('/');
    format.append(fields.size());
    fields.forEach(field -> format.append(separator()).append(field));
    return format.append(separator()).toString();
  }

  /** A command that prints one record. */
  String say(Kind kind, String... fields) {
    return Quoting.command("display-message", "-p", format(kind, Arrays.asList(fields)));
  }

  /** A command that prints one record about a target. */
  String sayOf(String target, Kind kind, String... fields) {
    return Quoting.command(
        "display-message", "-p", "-t", target, format(kind, Arrays.asList(fields)));
  }
}
