package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.RunArchive;
import dev.tmuxsupervisor.worker.RunRecord;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "runs",
    description = "Show the latest ten runs of a worker that are over, the last one first.",
    footer = "  supervisor runs crew/dave -n")
final class Runs extends WorkersVerb {
  private static final String[] HEADS = {"WORKER", "GEN", "ENDED", "LASTED", "EXIT", "CAUSE"};

  @Option(
      names = {"-n", "--lines"},
      description = "Show what the screen of each showed last, too.")
  private boolean lines;

  @Override
  int run(Desk desk) throws CommandFailure, IOException, InterruptedException {
    if (json()) {
      return each(
          desk, "runs", 1, worker -> new EachWorker.Done(List.of(), json(worker.runs().runs())));
    }
    List<RunRecord> shown = new ArrayList<>();
    Table table = new Table(HEADS);
    for (Worker worker : chosen(desk)) {
      for (RunRecord run : worker.runs().runs()) {
        table.row(cells(worker, run));
        shown.add(run);
      }
    }
    if (shown.isEmpty()) {
      desk.remark("supervisor: no run is over yet");
      return 0;
    }
    List<String> rows = table.lines();
    desk.say(rows.getFirst());
    for (int at = 0; at < shown.size(); at++) {
      desk.say(rows.get(at + 1));
      if (lines) {
        shown.get(at).lastLines().forEach(line -> desk.say("  | " + line));
      }
    }
    return 0;
  }

  private static List<String> cells(Worker worker, RunRecord run) {
    return List.of(
        worker.name().text(),
        Long.toString(run.generation()),
        Durations.words(Duration.between(run.ended(), Instant.now())) + " ago",
        run.lasted().map(Durations::words).orElse("unknown"),
        StateWords.exit(run.exit()),
        Printable.of(run.cause()));
  }

  private static ObjectNode json(List<RunRecord> records) {
    ObjectNode json = JsonFields.object();
    ArrayNode runs = json.putArray("runs");
    records.forEach(run -> runs.add(RunArchive.json(run)));
    return json;
  }
}
