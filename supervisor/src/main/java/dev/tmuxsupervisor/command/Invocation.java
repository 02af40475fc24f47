package dev.tmuxsupervisor.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command as the user gave it.
 *
 * @param arguments without the program's name and without {@code -L NAME}
 * @param directory absolute
 * @param environment the variables that matter, and those that the user named by {@code --env NAME}
 * @param columns width of the terminal, 0 when unknown
 * @param terminal whether standard output is a terminal
 * @param errorTerminal whether standard error is one
 */
public record Invocation(
    List<String> arguments,
    Path directory,
    Map<String, String> environment,
    int columns,
    boolean terminal,
    boolean errorTerminal) {
  public Invocation {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }
}
