package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.observe.Observer;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.publish.EvidenceJson;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerFile;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    aliases = "ls",
    description = "One row a worker, as it is right now: whatever was spawned by this user.")
final class ListWorkers extends DataVerb {
  private static final String[] HEADS = {
    "WORKER", "STATE", "PID", "SESSION", "GEN", "RESTARTS", "LAST-EXIT", "AGE", "DIRECTORY"
  };

  @Option(names = "--root", paramLabel = "DIR", description = "Only the workers below this root.")
  private Optional<Path> root = Optional.empty();

  @Override
  int run(Desk desk) throws CommandFailure, IOException {
    Observer observer = desk.observer();
    Optional<Path> below =
        root.isPresent()
            ? Optional.of(new WorkerFinder(desk, root).root().toRealPath())
            : Optional.empty();
    List<String> warnings = new ArrayList<>();
    List<Looked> rows = new ArrayList<>();
    for (Worker worker : desk.index().workers()) {
      if (below.isEmpty() || worker.directory().startsWith(below.get())) {
        rows.add(Looked.at(worker, spec(worker, warnings), observer));
      }
    }
    if (json()) {
      ObjectNode data = JsonFields.object();
      ArrayNode workers = data.putArray("workers");
      rows.forEach(row -> workers.add(json(row)));
      return desk.json("list", data, warnings);
    }
    Table table = new Table(HEADS);
    rows.forEach(row -> table.row(cells(row)));
    table.lines().forEach(desk::say);
    warnings.forEach(warning -> desk.remark("supervisor: warning: " + warning));
    return 0;
  }

  private static Optional<WorkerSpec> spec(Worker worker, List<String> warnings) {
    try {
      return worker.file().read();
    } catch (WorkerFile.Damaged e) {
      warnings.add(worker.name() + ": " + Printable.of(String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private static List<String> cells(Looked row) {
    return List.of(
        row.worker().name().text(),
        StateWords.state(row),
        row.lock().map(lock -> Long.toString(lock.pid())).orElse("-"),
        row.sighting()
            .map(sighting -> sighting.name())
            .or(() -> row.lock().map(LockRecord::sessionId))
            .filter(text -> !text.isEmpty())
            .map(Printable::of)
            .orElse("-"),
        row.generation().map(String::valueOf).orElse("-"),
        row.spec().map(StateWords::restarts).orElse("-"),
        row.spec().flatMap(spec -> spec.history().lastExit()).map(StateWords::exit).orElse("-"),
        row.lock()
            .map(lock -> Durations.words(Duration.between(lock.acquiredAt(), Instant.now())))
            .orElse("-"),
        Printable.of(row.worker().directory().toString()));
  }

  private static ObjectNode json(Looked row) {
    ObjectNode json =
        JsonFields.object()
            .put("worker", row.worker().name().text())
            .put("directory", row.worker().directory().toString())
            .put("root", row.worker().root().toString())
            .put("verdict", EvidenceJson.name(row.verdict()))
            .put("why", row.verdict().why());
    row.spec()
        .ifPresent(spec -> json.put("desired", spec.desired().name().toLowerCase(Locale.ROOT)));
    StateJson.put(json, row);
    row.generation().ifPresent(generation -> json.put("generation", generation));
    json.setAll(EvidenceJson.of(row.evidence()));
    return json;
  }
}
