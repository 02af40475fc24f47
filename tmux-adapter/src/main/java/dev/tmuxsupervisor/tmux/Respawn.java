package dev.tmuxsupervisor.tmux;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program to start in a pane that exists.
 *
 * @param directory the program's working directory
 * @param argv the program and its arguments, which reach it byte for byte and through no shell
 * @param environment variables for the program alone
 * @param userOptions {@code @name} to value, set on the pane
 * @param kill whether to hang up on a program that still runs there; otherwise tmux refuses
 */
public record Respawn(
    Path directory,
    List<String> argv,
    Map<String, String> environment,
    Map<String, String> userOptions,
    boolean kill) {
  /**
   * Checks its parts.
   *
   * @throws IllegalArgumentException for text that no process can be given, or an option's name
   *     without '@'
   */
  public Respawn {
    argv = Launches.requireArgv(argv);
    environment = Launches.requireEnvironment(environment);
    userOptions = Launches.requireOptions(userOptions);
  }

  public static Respawn of(Path directory, List<String> argv) {
    return new Respawn(directory, argv, Map.of(), Map.of(), false);
  }

  public Respawn withEnvironment(Map<String, String> variables) {
    return new Respawn(directory, argv, variables, userOptions, kill);
  }

  public Respawn withUserOptions(Map<String, String> options) {
    return new Respawn(directory, argv, environment, options, kill);
  }

  public Respawn killing() {
    return new Respawn(directory, argv, environment, userOptions, true);
  }
}
