package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.tmux.Answer;
import dev.tmuxsupervisor.tmux.ConfigLine;
import dev.tmuxsupervisor.tmux.GlobalOptions;
import dev.tmuxsupervisor.tmux.NoServer;
import dev.tmuxsupervisor.tmux.Refused;
import dev.tmuxsupervisor.tmux.Tmux;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The plugin's side of the status line: what it wrote into a tmux server that runs. */
final class StatusLineInTmux {
  /** What the plugin's user sets. */
  static final List<String> SETTINGS =
      List.of(
          "@supervisor-format",
          "@supervisor-style",
          "@supervisor-ascii",
          "@supervisor-command",
          "@supervisor-key-menu",
          "@supervisor-key-next",
          "@supervisor-key-popup");

  /** Where the segment may stand. */
  static final List<String> PLACES =
      List.of(
          "status-left",
          "status-right",
          "status-format[0]",
          "status-format[1]",
          "status-format[2]",
          "status-format[3]",
          "status-format[4]");

  /** The one of them that changes by itself. */
  private static final String BEAT = "@supervisor_beat";

  private static final String SEGMENT = "@supervisor_segment";

  /** What the plugin notes of its own deeds. */
  private static final List<String> RECORDS =
      List.of(
          SEGMENT,
          "@supervisor_places",
          "@supervisor_widened",
          "@supervisor_bound_menu",
          "@supervisor_bound_next",
          "@supervisor_bound_popup");

  private static final List<String> OTHERS =
      List.of("status", "status-interval", "status-right-length", BEAT);

  private final Tmux tmux;

  StatusLineInTmux(Desk desk) throws CommandFailure {
    tmux = desk.tmux(desk.surroundings().socket(Optional.empty()));
  }

  Tmux tmux() {
    return tmux;
  }

  TmuxSocket socket() {
    return tmux.socket();
  }

  /** All options that matter here; empty if no server runs. */
  Optional<GlobalOptions> look() throws CommandFailure {
    List<String> names =
        Stream.of(SETTINGS, PLACES, RECORDS, OTHERS).flatMap(List::stream).toList();
    Answer<GlobalOptions> answer = tmux.configuration().options(names);
    return answer instanceof NoServer
        ? Optional.empty()
        : Optional.of(Tmuxes.require(answer, socket()));
  }

  /** The places where the segment stands, by the plugin or by hand. */
  static List<String> placesOf(GlobalOptions options) {
    return PLACES.stream()
        .filter(place -> options.value(place).filter(StatusLineInTmux::showsFleet).isPresent())
        .toList();
  }

  private static boolean showsFleet(String format) {
    return format.contains(BEAT) || format.contains("@supervisor_status");
  }

  /** Whether the plugin has written anything that is to be taken back. */
  static boolean isEnabled(GlobalOptions options) {
    return RECORDS.stream().anyMatch(name -> options.value(name).isPresent());
  }

  /** What is set there, but for what changes by itself. */
  static Map<String, String> lasting(GlobalOptions options) {
    Map<String, String> values = new HashMap<>(options.values());
    values.remove(BEAT);
    return values;
  }

  /** Whether the plugin wrote the segment, and something took it out since. */
  static boolean isOverwritten(GlobalOptions options) {
    return options.value(SEGMENT).isPresent() && placesOf(options).isEmpty();
  }

  /** Whether what is bound to a key is what the plugin bound. */
  static boolean isOurs(GlobalOptions options, String what, String binding) {
    return options
        .value("@supervisor_bound_" + what)
        .filter(noted -> noted.endsWith(" " + binding))
        .isPresent();
  }

  /** What is bound to a key after the prefix. */
  Optional<String> binding(String key) throws CommandFailure {
    Answer<Optional<String>> answer = tmux.configuration().binding(key);
    if (answer instanceof Refused<Optional<String>>(String text)) {
      throw new CommandFailure(
          ErrorCode.USAGE,
          "tmux knows no key '" + key + "': " + text,
          "as tmux calls them: S, C-s, M-s, F5");
    }
    return Tmuxes.require(answer, socket());
  }

  /** Throws if one of these keys does something already. */
  void requireFree(GlobalOptions options, Map<String, String> keys) throws CommandFailure {
    for (Map.Entry<String, String> wanted : keys.entrySet()) {
      Optional<String> bound = binding(wanted.getValue());
      if (bound.isPresent() && !isOurs(options, wanted.getKey(), bound.get())) {
        throw new CommandFailure(
            ErrorCode.KEY_TAKEN,
            "the key %s is taken, and nothing was changed: %s"
                .formatted(wanted.getValue(), bound.get()),
            "choose another for --key-%s, or: tmux unbind-key %s"
                .formatted(wanted.getKey(), wanted.getValue()));
      }
    }
  }

  /** The lines that unset what these lines set, where tmux still has it so. */
  static List<String> undoing(GlobalOptions options, Map<String, String> settings) {
    List<String> lines = new ArrayList<>();
    settings.forEach((name, line) -> {
      if (stands(options, name, line)) {
        lines.add(ConfigLine.unsetOption(name));
      }
    });
    return lines;
  }

  /** Throws if one of these lines would change what somebody else has set. */
  static void requireOwn(
      GlobalOptions options, Map<String, String> before, Map<String, String> wanted)
      throws CommandFailure {
    for (Map.Entry<String, String> setting : wanted.entrySet()) {
      String name = setting.getKey();
      String old = before.getOrDefault(name, setting.getValue());
      if (options.value(name).isPresent()
          && !stands(options, name, old)
          && !stands(options, name, setting.getValue())) {
        throw new CommandFailure(
            ErrorCode.FAILED,
            name + " is set in tmux already, and nothing was changed: " + options.value(name).get(),
            "keep that and leave the option out, or: tmux " + ConfigLine.unsetOption(name));
      }
    }
  }

  private static boolean stands(GlobalOptions options, String name, String line) {
    return options
        .value(name)
        .filter(value -> ConfigLine.setOption(name, value).equals(line))
        .isPresent();
  }

  /** Has the server carry these lines out; what is there then. */
  GlobalOptions source(GlobalOptions seen, List<String> lines) throws CommandFailure {
    Tmuxes.require(tmux.configuration().source(seen.server(), lines), socket());
    return look()
        .orElseThrow(() ->
            new CommandFailure(
                ErrorCode.TMUX_UNREACHABLE,
                "the tmux server at " + socket() + " has just ended",
                "start it, then try again"));
  }
}
