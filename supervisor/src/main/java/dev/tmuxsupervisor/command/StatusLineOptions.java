package dev.tmuxsupervisor.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the status line is to look, and which keys are to be bound. */
final class StatusLineOptions {
  @Option(
      names = "--key-menu",
      paramLabel = "KEY",
      description = "After tmux's prefix: a menu of the fleet.")
  private Optional<String> menu = Optional.empty();

  @Option(
      names = "--key-next",
      paramLabel = "KEY",
      description = "After tmux's prefix: to the pane that most needs a person.")
  private Optional<String> next = Optional.empty();

  @Option(
      names = "--key-popup",
      paramLabel = "KEY",
      description = "After tmux's prefix: supervisor watch in a popup.")
  private Optional<String> popup = Optional.empty();

  @Option(names = "--ascii", description = "Signs of ASCII: 5* 2~ 1x instead of 5● 2◐ 1✕.")
  private boolean ascii;

  @Option(
      names = "--style",
      paramLabel = "STYLE",
      description = "A style of tmux, such as fg=green,bold.")
  private Optional<String> style = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "A tmux format instead, made of @supervisor_status, @supervisor_failed and so on.")
  private Optional<String> format = Optional.empty();

  /** The keys that were asked for, by what they are for. */
  Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>();
    menu.ifPresent(key -> keys.put("menu", key));
    next.ifPresent(key -> keys.put("next", key));
    popup.ifPresent(key -> keys.put("popup", key));
    return keys;
  }

  /** The plugin's options in tmux that say this. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    if (ascii) {
      settings.put("@supervisor-ascii", "on");
    }
    style.ifPresent(text -> settings.put("@supervisor-style", text));
    format.ifPresent(text -> settings.put("@supervisor-format", text));
    keys().forEach((what, key) -> settings.put("@supervisor-key-" + what, key));
    return settings;
  }

  /**
   * @throws CommandFailure for what tmux could not even be asked about
   */
  void check() throws CommandFailure {
    for (Map.Entry<String, String> setting : settings().entrySet()) {
      boolean key = setting.getKey().startsWith("@supervisor-key-");
      if (setting.getValue().isEmpty() || (key && setting.getValue().matches("(?s).*\\s.*"))) {
        throw new CommandFailure(
            ErrorCode.USAGE,
            "this is no value for %s: '%s'"
                .formatted(setting.getKey().replace("@supervisor-", "--"), setting.getValue()),
            "leave it out, or see: supervisor status-line enable --help");
      }
    }
    if (keys().values().stream().distinct().count() < keys().size()) {
      throw new CommandFailure(
          ErrorCode.USAGE, "one key cannot do two things", "choose different keys");
    }
  }
}
