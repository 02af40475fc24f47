package dev.tmuxsupervisor.tmux;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session to create: one window, one pane, one program.
 *
 * @param directory the program's working directory
 * @param argv the program and its arguments, which reach it byte for byte and through no shell
 * @param environment variables for the program alone, on top of the server's; later panes of the
 *     session do not get them
 * @param userOptions {@code @name} to value, set on the session and on the pane
 * @param size of the window until a client shows it; tmux's default-size if absent
 */
public record NewSession(
    SessionName name,
    Path directory,
    List<String> argv,
    Map<String, String> environment,
    Map<String, String> userOptions,
    Optional<Size> size) {
  /**
   * Checks its parts.
   *
   * @throws IllegalArgumentException for text that no process can be given, or an option's name
   *     without '@'
   */
  public NewSession {
    argv = Launches.requireArgv(argv);
    environment = Launches.requireEnvironment(environment);
    userOptions = Launches.requireOptions(userOptions);
  }

  public static NewSession of(SessionName name, Path directory, List<String> argv) {
    return new NewSession(name, directory, argv, Map.of(), Map.of(), Optional.empty());
  }

  public NewSession withEnvironment(Map<String, String> variables) {
    return new NewSession(name, directory, argv, variables, userOptions, size);
  }

  public NewSession withUserOptions(Map<String, String> options) {
    return new NewSession(name, directory, argv, environment, options, size);
  }

  public NewSession withSize(int width, int height) {
    return new NewSession(
        name, directory, argv, environment, userOptions, Optional.of(new Size(width, height)));
  }
}
