package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.act.Attended;
import dev.tmuxsupervisor.act.Deed;
import dev.tmuxsupervisor.judge.Remedy;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "recover",
    description = {
      "Do at once what the supervisor does by itself: bring back what should run and does not.",
      "Back-off and breaker are kept; restart NAME overrides them."
    },
    footer = {"  supervisor recover --dry-run", "  supervisor recover crew/dave"})
final class Recover extends RootedVerb {
  private static final int AT_ONCE = 16;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Workers, or patterns such as 'crew/*'. Default: all that are known.")
  private List<String> names = List.of();

  @Option(
      names = {"-n", "--dry-run"},
      description = "Say what would be done and why; change nothing.")
  private boolean dryRun;

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    List<Worker> workers = workers(desk);
    if (!dryRun) {
      desk.supervision().resume();
    }
    return new EachWorker(
            desk, "recover", json(), worker -> dryRun ? plan(desk, worker) : attend(desk, worker))
        .all(workers, AT_ONCE);
  }

  private List<Worker> workers(Desk desk) throws CommandFailure, IOException {
    if (names.isEmpty()) {
      return desk.index().workers();
    }
    WorkerFinder finder = new WorkerFinder(desk, root);
    Set<Worker> workers = new LinkedHashSet<>();
    for (String name : names) {
      workers.addAll(finder.matching(name));
    }
    return List.copyOf(workers);
  }

  private static EachWorker.Done plan(Desk desk, Worker worker) throws IOException {
    Remedy remedy = desk.supervision().plan(worker);
    return new EachWorker.Done(
        List.of(worker.name() + ": " + RemedyWords.would(remedy)),
        JsonFields.object()
            .put("would", RemedyWords.name(remedy))
            .put("why", RemedyWords.why(remedy)));
  }

  private static EachWorker.Done attend(Desk desk, Worker worker)
      throws CommandFailure, IOException, InterruptedException {
    Attended attended = Undisturbed.run(() -> desk.supervision().attend(worker));
    for (Deed deed : attended.deeds()) {
      if (DeedWords.isFailure(deed)) {
        throw new CommandFailure(
            ErrorCode.NOT_RECOVERED,
            worker.name() + ": " + DeedWords.words(deed),
            "see the evidence: supervisor why " + worker.name());
      }
    }
    if (attended.doubt().isPresent()) {
      throw new CommandFailure(
          ErrorCode.LOCK_UNKNOWN,
          worker.name() + " is left alone: " + attended.doubt().get(),
          "see the evidence: supervisor why " + worker.name());
    }
    String words =
        attended.deeds().isEmpty()
            ? RemedyWords.left(attended)
            : attended.deeds().stream().map(DeedWords::words).collect(Collectors.joining("; "));
    ObjectNode json = JsonFields.object().put("left", RemedyWords.name(attended.last()));
    attended.deeds().stream().map(DeedWords::name).forEach(json.putArray("deeds")::add);
    return new EachWorker.Done(List.of(worker.name() + ": " + words), json);
  }
}
