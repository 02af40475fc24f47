package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.hold.HoldMain;
import dev.tmuxsupervisor.hold.HoldOrder;
import java.util.ArrayList;
import java.util.List;

/** The words that take a loop lock in the user's terminal and become the user's program there. */
final class HoldProgram {
  /** Stands for the launcher's own words, of which the last are the program's: client.Shell. */
  private static final String LAUNCHERS_WORDS = "\0";

  /** Stands for the launcher's own variables, in the same place. */
  private static final String LAUNCHERS_ENVIRONMENT = "\0environment";

  /**
   * A JVM takes signals and opens descriptors for itself; only before it starts can be seen which
   * of them the user's program is to find. It names files by its locale, too.
   */
  private static final String PRELUDE =
      """
      blocked=0 ignored=0
      while read -r key value; do
        case $key in
        SigBlk:) blocked=$value ;;
        SigIgn:) ignored=$value ;;
        esac
      done </proc/$$/status
      open=
      for file in /proc/$$/fd/*; do
        [ -e "$file" ] && open="$open ${file##*/}"
      done
      export SUPERVISOR_HOLD_INHERITED="$blocked $ignored$open"
      export LC_ALL=C.UTF-8
      exec "$@"
      """;

  private HoldProgram() {}

  static List<String> argv(HoldOrder order) {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", PRELUDE, "supervisor"));
    words.addAll(
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx32m",
            "-XX:-UsePerfData",
            "-XX:-MaxFDLimit", // the program would inherit the raised limit
            "-Xrs", // Ctrl-C and Ctrl-\ end it, as any program that waits
            "-XX:+DisableAttachMechanism", // with -Xrs it leaves a socket in /tmp
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            WatchScreen.lib() + "/*",
            HoldMain.class.getName()));
    words.addAll(order.ownWords());
    words.add(LAUNCHERS_ENVIRONMENT);
    words.add(LAUNCHERS_WORDS);
    return words;
  }
}
