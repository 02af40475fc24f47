package dev.tmuxsupervisor.command;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words that become the full-screen table: a program of its own in the user's terminal. */
final class WatchScreen {
  private final Desk desk;
  private final boolean ascii;

  WatchScreen(Desk desk, boolean ascii) {
    this.desk = desk;
    this.ascii = ascii || !isUtf8(desk.surroundings());
  }

  List<String> argv(List<String> chosen) throws CommandFailure {
    String launcher =
        desk.surroundings()
            .variable("SUPERVISOR_LAUNCHER")
            .orElseThrow(() ->
                new CommandFailure(
                    ErrorCode.FAILED,
                    "the launcher did not say where it is",
                    "without full screen: supervisor watch --plain"));
    ServerStatus server = desk.server().status();
    List<String> words = new ArrayList<>();
    words.add("env");
    // As the launcher does it: a JVM can only name files of its locale, and the user's own locale
    // is put back in all that the screen starts.
    words.add("LC_ALL=C.UTF-8");
    words.add("SUPERVISOR_USERS_LC_ALL=" + desk.surroundings().variable("LC_ALL").orElse(""));
    words.addAll(
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx64m",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            // Lines are drawn in UTF-8, not by a terminal's second set of characters.
            "-Dorg.jline.utils.disableAlternateCharset=true",
            "-cp",
            lib() + "/*",
            "dev.tmuxsupervisor.watch.WatchMain",
            launcher,
            server.name(),
            server.socket().toString(),
            ascii ? "ascii" : "utf-8"));
    words.addAll(chosen);
    return words;
  }

  /** The folder of jars that this server runs from. */
  static Path lib() {
    try {
      return Path.of(WatchScreen.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolveSibling("");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a jar without a path", e);
    }
  }

  /** Whether the user's terminal is said to understand UTF-8: locale(7). */
  private static boolean isUtf8(Surroundings surroundings) {
    String locale =
        surroundings
            .variable("LC_ALL")
            .or(() -> surroundings.variable("LC_CTYPE"))
            .or(() -> surroundings.variable("LANG"))
            .orElse("");
    return locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
  }
}
