package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.act.RunningPane;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.process.ProcessTable;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can be found out about a program that somebody else started.
 *
 * @param argv how to start it again
 * @param environment the PATH that it finds programs by
 */
record FoundAgent(
    RunningPane pane,
    List<String> argv,
    Map<String, String> environment,
    Optional<Path> directory) {
  private static final Set<String> SHELLS =
      Set.of("sh", "bash", "dash", "zsh", "ksh", "fish", "tcsh", "csh");

  static FoundAgent at(RunningPane pane, List<String> command, Surroundings surroundings)
      throws CommandFailure, IOException {
    long pid = pane.pane().pid();
    List<String> argv = command.isEmpty() ? asCommand(ProcessTable.arguments(pid)) : command;
    if (argv.isEmpty()) {
      throw new CommandFailure(
          ErrorCode.USAGE,
          "the words that process " + pid + " was started with cannot be seen",
          "say them yourself, behind the name: -- COMMAND");
    }
    Map<String, String> environment = new LinkedHashMap<>();
    ProcessTable.variable(pid, "PATH")
        .or(() -> surroundings.variable("PATH"))
        .ifPresent(path -> environment.put("PATH", path));
    return new FoundAgent(pane, argv, environment, ProcessTable.workingDirectory(pid));
  }

  /** A login shell is called by its name with a dash before it, which is no program's. */
  private static List<String> asCommand(List<String> words) {
    if (words.isEmpty() || !words.getFirst().startsWith("-")) {
      return words;
    }
    List<String> command = new ArrayList<>(words);
    command.set(0, words.getFirst().substring(1));
    command.add(1, "-l");
    return command;
  }

  /** What its user may not have meant. */
  List<String> warnings(Worker worker) {
    List<String> warnings = new ArrayList<>();
    directory
        .filter(at -> !at.startsWith(worker.directory()))
        .ifPresent(at ->
            warnings.add(
                "it runs in %s, not in %s, where it would be started again"
                    .formatted(Printable.of(at.toString()), worker.directory())));
    String program = argv.getFirst();
    if (SHELLS.contains(program.substring(program.lastIndexOf('/') + 1))) {
      warnings.add(
          "the pane's own program is the shell "
              + Printable.of(program)
              + ": the worker counts as held until that ends, whatever was started in it");
    }
    try {
      AgentProgram.requireExecutable(
          program, worker.directory(), environment.getOrDefault("PATH", ""));
    } catch (CommandFailure e) {
      warnings.add("it could not be started again: " + e.text());
    }
    return warnings;
  }
}
