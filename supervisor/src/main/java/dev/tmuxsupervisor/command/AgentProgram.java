package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.process.Printable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * The command of an agent, checked before anything is written: tmux would start it and say nothing.
 */
final class AgentProgram {
  private AgentProgram() {}

  /** The words to run: those given, else the user's shell. */
  static List<String> argv(List<String> words, Surroundings surroundings) {
    return words.isEmpty() ? List.of(surroundings.variable("SHELL").orElse("/bin/sh")) : words;
  }

  static void requireExecutable(String program, Path directory, String searchPath)
      throws CommandFailure {
    try {
      if (program.isEmpty() || !isExecutable(program, directory, searchPath)) {
        throw missing(program);
      }
    } catch (InvalidPathException e) {
      throw missing(program);
    }
  }

  private static boolean isExecutable(String program, Path directory, String searchPath) {
    if (program.contains("/")) {
      return isProgram(directory.resolve(program));
    }
    for (String folder : searchPath.split(":", -1)) {
      // An empty element of PATH means the working directory: environ(7).
      if (isProgram(directory.resolve(folder).resolve(program))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  private static CommandFailure missing(String program) {
    return new CommandFailure(
        ErrorCode.COMMAND_NOT_FOUND,
        "there is no program " + Printable.of(program) + " on the agent's PATH",
        "install it, or write its whole path after --");
  }
}
