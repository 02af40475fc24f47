package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.publish.JournalEvent;
import dev.tmuxsupervisor.publish.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "events",
    description = "Print what was decided and done, oldest first: the journal.",
    footer = {"  supervisor events crew/dave -n 20", "  supervisor events --follow --json"})
final class Events extends Verb {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME|GLOB",
      description = "Only of these workers, such as crew/dave or 'crew/*'. Default: all.")
  private Optional<String> names = Optional.empty();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what happens, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "50",
      description = "Begin with the last so many. Default: ${DEFAULT-VALUE}.")
  private int lines = 50;

  @Option(names = "--root", paramLabel = "DIR", description = "Only of workers below this root.")
  private Optional<Path> root = Optional.empty();

  @Option(
      names = "--json",
      description = "Print each event as the JSON object that the journal holds, one a line.")
  private boolean json;

  @Override
  boolean json() {
    return json;
  }

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    if (lines < 0) {
      throw new CommandFailure(
          ErrorCode.USAGE, "-n " + lines + " is no number of events", "such as -n 50");
    }
    Predicate<JournalEvent> wanted = wanted(desk);
    EventWords words = new EventWords(desk.surroundings().zone());
    try (JournalReader reader = desk.journalReader()) {
      print(desk, words, reader.latest(lines, wanted));
      while (follow) {
        Thread.sleep(BETWEEN_LOOKS); // our user's Ctrl-C interrupts it
        print(desk, words, reader.added().stream().filter(wanted).toList());
        if (desk.server().isStopping()) {
          throw new CommandFailure(
              ErrorCode.SERVER_ENDS, "the server ends", "go on: supervisor events -f");
        }
      }
    }
    return 0;
  }

  private Predicate<JournalEvent> wanted(Desk desk) throws CommandFailure, IOException {
    Predicate<String> name = names.isPresent() ? WorkerGlob.orName(names.get()) : _ -> true;
    Optional<Path> below = Roster.below(desk, root);
    return event ->
        name.test(event.text("worker"))
            && below
                .filter(directory -> !Path.of(event.text("directory")).startsWith(directory))
                .isEmpty();
  }

  private void print(Desk desk, EventWords words, List<JournalEvent> events) {
    for (JournalEvent event : events) {
      if (json) {
        desk.replies().out().println(event.line());
      } else {
        desk.say(words.of(event));
      }
    }
    desk.replies().out().flush();
  }
}
