package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.observe.Observer;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.publish.EvidenceJson;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerFile;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The workers of this user as they are at one moment.
 *
 * @param warnings what could not be read, in words
 */
record Roster(List<Looked> rows, List<String> warnings) {
  private static final String[] HEADS = {
    "WORKER", "STATE", "PID", "SESSION", "GEN", "RESTARTS", "LAST-EXIT", "AGE", "DIRECTORY"
  };

  /** The real path of the root that was asked for; empty when all are meant. */
  static Optional<Path> below(Desk desk, Optional<Path> root) throws CommandFailure, IOException {
    return root.isPresent()
        ? Optional.of(new WorkerFinder(desk, root).root().toRealPath())
        : Optional.empty();
  }

  /** Looks at each now. */
  static Roster of(Desk desk, Predicate<Worker> wanted) throws CommandFailure, IOException {
    return of(desk, desk.index().workers().stream().filter(wanted).toList());
  }

  /** Looks at each of these now. */
  static Roster of(Desk desk, List<Worker> workers) throws CommandFailure, IOException {
    Observer observer = desk.observer();
    List<String> warnings = new ArrayList<>();
    List<Looked> rows = new ArrayList<>();
    for (Worker worker : workers) {
      rows.add(Looked.at(worker, spec(worker, warnings), observer));
    }
    return new Roster(List.copyOf(rows), List.copyOf(warnings));
  }

  private static Optional<WorkerSpec> spec(Worker worker, List<String> warnings) {
    try {
      return worker.file().read();
    } catch (WorkerFile.Damaged e) {
      warnings.add(worker.name() + ": " + Printable.of(String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /** Answers a program. */
  int tellProgram(Desk desk) {
    ObjectNode data = JsonFields.object();
    data.set("workers", json());
    return desk.json("list", data, warnings);
  }

  /** One object a worker. */
  ArrayNode json() {
    ArrayNode workers = JsonFields.object().putArray("workers");
    rows.forEach(row -> workers.add(json(row)));
    return workers;
  }

  /** Answers a person. */
  int tellPerson(Desk desk) {
    Table table = new Table(HEADS);
    rows.forEach(row -> table.row(cells(row)));
    table.lines().forEach(desk::say);
    warnings.forEach(warning -> desk.remark("supervisor: warning: " + warning));
    return 0;
  }

  /** What a person would call another answer: all but the time that passes. */
  List<List<String>> gist() {
    return rows.stream()
        .map(row -> {
          List<String> cells = new ArrayList<>(cells(row));
          cells.set(1, row.condition().state().word());
          cells.set(7, "");
          return cells;
        })
        .toList();
  }

  private static List<String> cells(Looked row) {
    return List.of(
        row.worker().name().text(),
        StateWords.state(row),
        HolderWords.pid(row),
        HolderWords.session(row),
        row.generation().map(String::valueOf).orElse("-"),
        row.spec().map(StateWords::restarts).orElse("-"),
        row.spec().flatMap(spec -> spec.history().lastExit()).map(StateWords::exit).orElse("-"),
        HolderWords.age(row),
        Printable.of(row.worker().directory().toString()));
  }

  /** One worker for a program. */
  static ObjectNode json(Looked row) {
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
