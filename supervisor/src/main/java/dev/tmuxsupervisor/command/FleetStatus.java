package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.fleet.Fleet;
import dev.tmuxsupervisor.fleet.Member;
import dev.tmuxsupervisor.fleet.NameGlob;
import dev.tmuxsupervisor.fleet.Settings;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.observe.Observer;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;

@Command(
    name = "status",
    description = {
      "Show the workers of this root as they should be and as they are.",
      "Wanted is what supervisor.toml names and what was spawned, until it is stopped."
    },
    exitCodeListHeading = Verb.EXIT_CODES,
    exitCodeList = {"1:What should be and what is differ."},
    footer = {"  supervisor status", "  supervisor status --root ~/town --json"})
final class FleetStatus extends FleetVerb {
  @Override
  int run(Desk desk) throws CommandFailure, IOException {
    WorkerFinder finder = new WorkerFinder(desk, root);
    List<FleetRow> rows = rows(desk, finder);
    boolean differs = rows.stream().anyMatch(row -> !row.differences().isEmpty());
    if (json()) {
      ObjectNode data = JsonFields.object().put("differs", differs);
      ArrayNode workers = data.putArray("workers");
      rows.forEach(row -> workers.add(row.json()));
      desk.json("status", data, List.of());
    } else {
      Table table = new Table("WORKER", "WANTED", "ACTUAL", "DIFFERENCE");
      rows.forEach(row -> table.row(row.cells().stream().map(Printable::of).toList()));
      table.lines().forEach(desk::say);
    }
    return differs ? 1 : 0;
  }

  private List<FleetRow> rows(Desk desk, WorkerFinder finder) throws CommandFailure, IOException {
    Path place = finder.root();
    List<NameGlob> globs = Fleets.globs(patterns);
    Observer observer = desk.observer();
    List<FleetRow> rows = new ArrayList<>();
    for (Map.Entry<WorkerName, Optional<Settings>> entry : names(desk, place).entrySet()) {
      WorkerName name = entry.getKey();
      if (!globs.isEmpty() && globs.stream().noneMatch(glob -> glob.matches(name))) {
        continue;
      }
      try {
        Worker worker = finder.toSpawn(name.text(), WorkerFinder.Missing.REFUSED);
        rows.add(FleetRow.of(worker, entry.getValue(), observer));
      } catch (CommandFailure e) {
        rows.add(FleetRow.without(name, e.text()));
      }
    }
    if (rows.isEmpty() && !globs.isEmpty()) {
      throw new CommandFailure(
          ErrorCode.NO_SUCH_WORKER,
          "there is no worker " + String.join(" ", patterns) + " below " + place,
          "see those there are: supervisor status");
    }
    return rows;
  }

  /** Those of the file, and those that were spawned below this root without it. */
  private static Map<WorkerName, Optional<Settings>> names(Desk desk, Path root)
      throws CommandFailure, IOException {
    Map<WorkerName, Optional<Settings>> names = new TreeMap<>();
    for (Worker worker : Fleets.known(desk, root)) {
      names.put(worker.name(), Optional.empty());
    }
    Optional<Fleet> fleet = Fleets.at(root);
    if (fleet.isPresent()) {
      for (Member member : fleet.get().members(root)) {
        names.put(member.name(), Optional.of(member.settings()));
      }
    }
    return names;
  }
}
