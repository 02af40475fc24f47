package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.act.Attended;
import dev.tmuxsupervisor.judge.Remedy;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "recover",
    description = {
      "Do at once what the supervisor does by itself: bring back what should run and does not.",
      "Back-off and breaker are kept; restart NAME overrides them."
    })
final class Recover extends DataVerb {
  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Workers or globs. Default: all that are known.")
  private List<String> names = List.of();

  @Option(
      names = {"-n", "--dry-run"},
      description = "Say what would be done and why; change nothing.")
  private boolean dryRun;

  @Option(names = "--root", paramLabel = "DIR", description = "Where workers live, as for spawn.")
  private Optional<Path> root = Optional.empty();

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    List<Worker> workers = new WorkerFinder(desk, root).all(names);
    if (!dryRun) {
      desk.supervision().resume();
    }
    ArrayNode results = JsonFields.object().putArray("results");
    int exit = 0;
    for (Worker worker : workers) {
      ObjectNode result = results.addObject().put("worker", worker.name().text());
      exit = Math.max(exit, dryRun ? plan(desk, worker, result) : attend(desk, worker, result));
    }
    if (json()) {
      desk.json("recover", JsonFields.object().set("results", results), List.of());
    }
    return exit;
  }

  private int plan(Desk desk, Worker worker, ObjectNode result) throws IOException {
    Remedy remedy = desk.supervision().plan(worker);
    result.put("would", RemedyWords.name(remedy)).put("why", RemedyWords.why(remedy));
    if (!json()) {
      desk.say(worker.name() + ": " + RemedyWords.would(remedy));
    }
    return 0;
  }

  private int attend(Desk desk, Worker worker, ObjectNode result)
      throws IOException, InterruptedException {
    Attended attended = Undisturbed.run(() -> desk.supervision().attend(worker));
    ArrayNode deeds = result.putArray("deeds");
    attended.deeds().forEach(deed -> deeds.add(DeedWords.name(deed)));
    result.put("left", RemedyWords.name(attended.last()));
    boolean failed = attended.deeds().stream().anyMatch(DeedWords::isFailure);
    if (!json()) {
      attended
          .deeds()
          .forEach(deed -> desk.say(worker.name() + ": " + Printable.of(DeedWords.words(deed))));
      if (attended.deeds().isEmpty()) {
        desk.say(worker.name() + ": " + RemedyWords.left(attended));
      }
    }
    return failed
        ? ErrorCode.FAILED.exit()
        : attended.doubt().isPresent() ? ErrorCode.LOCK_UNKNOWN.exit() : 0;
  }
}
