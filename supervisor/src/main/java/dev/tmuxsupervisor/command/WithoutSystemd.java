package dev.tmuxsupervisor.command;

import java.util.ArrayList;
import java.util.List;

/** What does the same as a {@link ServiceUnit} where there is no systemd. */
record WithoutSystemd(ServiceUnit unit) {
  /** For a person to put where it belongs. */
  List<String> lines(boolean mac) {
    return mac ? launchd() : crontab();
  }

  private List<String> words() {
    List<String> words = new ArrayList<>(List.of(unit.launcher()));
    if (!unit.isDefault()) {
      words.addAll(List.of("-L", unit.server()));
    }
    words.addAll(List.of("server", "run"));
    return words;
  }

  /** In a crontab a percent sign ends the command: crontab(5). */
  private List<String> crontab() {
    StringBuilder line = new StringBuilder("@reboot env");
    unit.environment()
        .forEach((name, value) -> line.append(' ').append(quoted(name + "=" + value)));
    words().forEach(word -> line.append(' ').append(quoted(word)));
    return List.of(
        "# with cron: crontab -e", line.append(" >/dev/null 2>&1").toString().replace("%", "\\%"));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=+@-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private List<String> launchd() {
    String label = unit.name().replace(".service", "");
    List<String> lines = new ArrayList<>();
    lines.add(
        "<!-- ~/Library/LaunchAgents/" + label + ".plist; then: launchctl load that file -->");
    lines.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    lines.add("<plist version=\"1.0\"><dict>");
    lines.add("  <key>Label</key><string>" + label + "</string>");
    lines.add("  <key>ProgramArguments</key><array>");
    words().forEach(word -> lines.add("    <string>" + escaped(word) + "</string>"));
    lines.add("  </array>");
    lines.add("  <key>EnvironmentVariables</key><dict>");
    unit.environment()
        .forEach((name, value) ->
            lines.add("    <key>" + name + "</key><string>" + escaped(value) + "</string>"));
    lines.add("  </dict>");
    lines.add("  <key>RunAtLoad</key><true/>");
    lines.add("  <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>");
    lines.add("  <key>AbandonProcessGroup</key><true/>");
    lines.add("</dict></plist>");
    return lines;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
