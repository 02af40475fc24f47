package dev.tmuxsupervisor.command;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What picocli knows of our command line. The model of all verbs takes 8 ms of a warm server, and
 * half a second of one that just began, so that a command gets one of its own verb alone.
 */
public final class CommandModel {
  /** In the order of the help. */
  private static final List<Class<? extends Verb>> VERBS =
      List.of(
          Spawn.class,
          Adopt.class,
          ListWorkers.class,
          Scan.class,
          Watch.class,
          Why.class,
          Collisions.class,
          Attach.class,
          Capture.class,
          Stop.class,
          Recover.class,
          Restart.class,
          Events.class,
          Up.class,
          Down.class,
          FleetStatus.class,
          Wait.class,
          Runs.class,
          LockVerbs.class,
          Locks.class,
          Hold.class,
          Doctor.class,
          WorktreeVerbs.class,
          StatusLineVerbs.class,
          ServerVerbs.class,
          Version.class);

  private static final Map<String, Class<? extends Verb>> BY_NAME = byName();

  private CommandModel() {}

  /** Of all verbs, for those who explain them. */
  public static CommandSpec all() {
    return of(List.of()).getCommandSpec();
  }

  /** Of the verb that the first word names; of all where it names none, to tell what there is. */
  static CommandLine of(List<String> arguments) {
    CommandLine line = new CommandLine(new SupervisorCommand());
    Class<? extends Verb> verb = BY_NAME.get(arguments.isEmpty() ? "" : arguments.getFirst());
    (verb == null ? VERBS : List.of(verb)).forEach(line::addSubcommand);
    line.setUnmatchedOptionsArePositionalParams(false);
    line.setExpandAtFiles(false); // "@notes.md" is an agent's argument, not a file of ours to read
    return line;
  }

  private static Map<String, Class<? extends Verb>> byName() {
    ImmutableMap.Builder<String, Class<? extends Verb>> names = ImmutableMap.builder();
    for (Class<? extends Verb> verb : VERBS) {
      Command command = verb.getAnnotation(Command.class);
      Stream.concat(Stream.of(command.name()), Stream.of(command.aliases()))
          .forEach(name -> names.put(name, verb));
    }
    return names.buildOrThrow();
  }
}
