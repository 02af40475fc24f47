package dev.tmuxsupervisor.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Words as a POSIX shell reads them back exactly. */
public final class Shell {
  private Shell() {}

  /** One word. */
  public static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * Words of one line. Two words begin with a NUL, as no argument can: alone it stands for all the
   * words of the launcher itself, byte for byte, and before {@code environment} for {@link
   * LaunchersEnvironment#words}.
   */
  static String quote(List<String> words) throws IOException {
    List<String> quoted = new ArrayList<>();
    for (String word : words) {
      switch (word) {
        case "\0" -> quoted.add("\"$@\"");
        case "\0environment" ->
            LaunchersEnvironment.words().forEach(variable -> quoted.add(quote(variable)));
        default -> quoted.add(quote(word));
      }
    }
    return String.join(" ", quoted);
  }
}
