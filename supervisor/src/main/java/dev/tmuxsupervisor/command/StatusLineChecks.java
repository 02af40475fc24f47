package dev.tmuxsupervisor.command;

import static dev.tmuxsupervisor.doctor.Finding.fail;
import static dev.tmuxsupervisor.doctor.Finding.pass;
import static dev.tmuxsupervisor.doctor.Finding.warn;

import dev.tmuxsupervisor.doctor.Finding;
import dev.tmuxsupervisor.tmux.ConfigLine;
import dev.tmuxsupervisor.tmux.GlobalOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges what was seen of a tmux server.
 *
 * @param utf8 whether each attached client's terminal shows UTF-8
 * @param bindings what is bound to each key that was asked for, by what it is for
 * @param now seconds since the epoch
 */
record StatusLineChecks(
    GlobalOptions options,
    Map<String, Boolean> utf8,
    Map<String, Optional<String>> bindings,
    long now) {
  private static final String ENABLE = "type: supervisor status-line enable";

  /** As in the segment itself. */
  private static final long STALE = 70;

  /** What the longest usual text of ours takes. */
  private static final int ROOM = 20;

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(pass("tmux", "tmux " + options.version() + " answers"));
    findings.add(status());
    findings.add(segment());
    findings.add(beat());
    findings.add(interval());
    findings.add(room());
    findings.add(letters());
    bindings.forEach((what, bound) -> findings.add(key(what, bound)));
    return findings;
  }

  private Finding status() {
    return value("status").equals("off")
        ? fail("status", "tmux shows no status line", setting("status", "on"))
        : pass("status", "tmux shows its status line");
  }

  private Finding segment() {
    List<String> places = StatusLineInTmux.placesOf(options);
    if (!places.isEmpty()) {
      return pass("segment", "the segment is in " + String.join(", ", places));
    }
    return StatusLineInTmux.isOverwritten(options)
        ? fail(
            "segment",
            "something, such as a theme, set the status line after the plugin had written to it",
            "move the block to the end of tmux.conf, behind the theme; for now "
                + ENABLE.substring("type: ".length()))
        : fail("segment", "the segment is nowhere in the status line", ENABLE);
  }

  private Finding beat() {
    String beat = value("@supervisor_beat");
    if (!beat.matches("[0-9]{1,18}")) {
      return warn(
          "beat",
          "no supervisor has written to this tmux server yet",
          "start a worker in it: supervisor spawn --help");
    }
    long age = now - Long.parseLong(beat);
    return age > STALE
        ? fail(
            "beat",
            "the supervisor's last word is " + age + " s old: sup:down is shown",
            "any command starts it: supervisor list")
        : pass("beat", "the supervisor's last word is " + Math.max(0, age) + " s old");
  }

  private Finding interval() {
    String interval = value("status-interval");
    return interval.equals("0")
        ? warn(
            "interval",
            "status-interval is 0: sup:down shows only when something else redraws the line",
            setting("status-interval", "15"))
        : pass("interval", "redrawn every " + interval + " s, so sup:down shows by itself");
  }

  private Finding room() {
    String length = value("status-right-length");
    boolean tight = length.matches("[0-9]{1,9}") && Integer.parseInt(length) < ROOM;
    return tight && StatusLineInTmux.placesOf(options).contains("status-right")
        ? warn(
            "room",
            "status-right-length is " + length + ", and tmux cuts what is longer",
            setting("status-right-length", "60"))
        : pass("room", "status-right-length is " + length);
  }

  private Finding letters() {
    List<String> poor =
        utf8.entrySet().stream().filter(it -> !it.getValue()).map(Map.Entry::getKey).toList();
    boolean ascii = options.value("@supervisor-ascii").isPresent();
    return poor.isEmpty() || ascii
        ? pass("utf8", ascii ? "ASCII was asked for" : "every client attached shows UTF-8")
        : warn(
            "utf8",
            "no UTF-8 in " + String.join(", ", poor),
            "set a UTF-8 locale, or: supervisor status-line enable --ascii");
  }

  private Finding key(String what, Optional<String> bound) {
    String key = value("@supervisor-key-" + what);
    if (bound.filter(it -> StatusLineInTmux.isOurs(options, what, it)).isPresent()) {
      return pass("key_" + what, "prefix " + key + " is bound");
    }
    return warn(
        "key_" + what,
        bound
            .map(it -> "prefix %s does something else: %s".formatted(key, it))
            .orElse("prefix " + key + " is not bound"),
        "choose another key: supervisor status-line enable --key-" + what + " KEY");
  }

  private static String setting(String name, String value) {
    return "tmux " + ConfigLine.setGlobal(name, value);
  }

  private String value(String name) {
    return options.value(name).orElse("");
  }
}
