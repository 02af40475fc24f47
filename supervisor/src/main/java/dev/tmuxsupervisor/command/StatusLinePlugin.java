package dev.tmuxsupervisor.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The plugin that came with this program. */
final class StatusLinePlugin {
  private StatusLinePlugin() {}

  static Path file(Surroundings surroundings) throws CommandFailure {
    Optional<Path> file = surroundings.variable("SUPERVISOR_PLUGIN").map(Path::of);
    if (file.filter(Path::isAbsolute).filter(Files::isExecutable).isEmpty()) {
      throw new CommandFailure(
          ErrorCode.FAILED,
          "the tmux plugin is not where the launcher says: "
              + file.map(Path::toString).orElse("nowhere"),
          "run the program as it was installed: supervisor status-line doctor");
    }
    return file.get();
  }

  /** With the program that its popup is to run, where it cannot find that by itself. */
  static Map<String, String> settings(StatusLineOptions options, Surroundings surroundings)
      throws CommandFailure {
    Map<String, String> settings = new LinkedHashMap<>(options.settings());
    String beside = file(surroundings).resolveSibling("src/bin/supervisor").toString();
    surroundings
        .variable("SUPERVISOR_LAUNCHER")
        .map(path -> surroundings.directory().resolve(path).normalize().toString())
        .filter(path -> options.keys().containsKey("popup") && !path.equals(beside))
        .ifPresent(path -> settings.put("@supervisor-command", path));
    return settings;
  }
}
