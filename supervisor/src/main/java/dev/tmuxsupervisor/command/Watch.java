package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "watch",
    description = {
      "Show the workers in this terminal as they change, with keys to act on them.",
      "Press ? for the keys. Without a terminal, the table whenever it has changed."
    },
    footer = {"  supervisor watch", "  supervisor watch --plain 'crew/*'"})
final class Watch extends Verb {
  @Parameters(
      arity = "0..*",
      paramLabel = "NAME|GLOB",
      description = "Only these workers, such as crew/dave or 'crew/*'. Default: all.")
  private List<String> names = List.of();

  @Option(names = "--root", paramLabel = "DIR", description = "Only the workers below this root.")
  private Optional<Path> root = Optional.empty();

  @Option(
      names = "--plain",
      description = "No full screen: print the table whenever it has changed.")
  private boolean plain;

  @Option(names = "--ascii", description = "Show states by signs of ASCII.")
  private boolean ascii;

  @Option(
      names = "--json",
      description = "Print what 'list --json' prints, one line a change and every 2 s.")
  private boolean json;

  @Override
  boolean json() {
    return json;
  }

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    Predicate<Worker> wanted = wanted(desk);
    boolean dumb = desk.surroundings().variable("TERM").filter(it -> !it.equals("dumb")).isEmpty();
    if (json) {
      followForProgram(desk, wanted);
    }
    if (plain || dumb || !desk.isTerminal()) {
      followForPerson(desk, wanted);
    }
    desk.replies().handOff(new WatchScreen(desk, ascii).argv(chosen(desk)));
    return 0;
  }

  private Predicate<Worker> wanted(Desk desk) throws CommandFailure, IOException {
    Optional<Path> below = Roster.below(desk, root);
    Predicate<String> named = names.isEmpty() ? _ -> true : _ -> false;
    for (String name : names) {
      named = named.or(WorkerGlob.orName(name));
    }
    Predicate<String> any = named;
    return worker ->
        any.test(worker.name().text())
            && below.filter(it -> !worker.directory().startsWith(it)).isEmpty();
  }

  /** The same choice in words, from wherever it is asked again. */
  private List<String> chosen(Desk desk) throws CommandFailure, IOException {
    List<String> words = new ArrayList<>();
    Roster.below(desk, root).ifPresent(it -> words.addAll(List.of("--root", it.toString())));
    words.addAll(names);
    return words;
  }

  private void followForProgram(Desk desk, Predicate<Worker> wanted)
      throws CommandFailure, IOException, InterruptedException {
    Refreshing refreshing = new Refreshing(desk);
    while (true) {
      Roster.of(desk, wanted).tellProgram(desk);
      desk.replies().out().flush();
      refreshing.await();
    }
  }

  private void followForPerson(Desk desk, Predicate<Worker> wanted)
      throws CommandFailure, IOException, InterruptedException {
    Refreshing refreshing = new Refreshing(desk);
    Optional<List<List<String>>> before = Optional.empty();
    while (true) {
      Roster roster = Roster.of(desk, wanted);
      if (!before.equals(Optional.of(roster.gist()))) {
        if (before.isPresent()) {
          desk.say("");
        }
        roster.tellPerson(desk);
        desk.replies().out().flush();
        before = Optional.of(roster.gist());
      }
      refreshing.await();
    }
  }
}
