package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.fleet.Settings;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.observe.Observer;
import dev.tmuxsupervisor.publish.EvidenceJson;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.History.Standing;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerFile;
import dev.tmuxsupervisor.worker.WorkerName;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One worker as it should be and as it is.
 *
 * @param actual the verdict's name
 * @param differences in words, none when all is as wanted
 */
record FleetRow(WorkerName worker, Wanted wanted, String actual, List<String> differences) {
  /** What is wanted of a worker. */
  enum Wanted {
    UP,
    DOWN,
    /** Its work is done, and it may stay as it ended. */
    FINISHED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A worker of the file that has no directory. */
  static FleetRow without(WorkerName name, String why) {
    return new FleetRow(name, Wanted.UP, "free", List.of("not started: " + why));
  }

  /** With what the file says about it, if it is in the file. */
  static FleetRow of(Worker worker, Optional<Settings> settings, Observer observer)
      throws IOException {
    Optional<WorkerSpec> spec;
    try {
      spec = worker.file().read();
    } catch (WorkerFile.Damaged e) {
      Looked looked = Looked.at(worker, Optional.empty(), observer);
      return new FleetRow(
          worker.name(),
          Wanted.UP,
          EvidenceJson.name(looked.verdict()),
          List.of(String.valueOf(e.getMessage())));
    }
    Looked looked = Looked.at(worker, spec, observer);
    Wanted wanted = wanted(spec);
    List<String> differences = new ArrayList<>();
    state(wanted, looked.verdict()).ifPresent(differences::add);
    if (differences.isEmpty() && wanted == Wanted.UP && spec.isPresent() && settings.isPresent()) {
      List<String> keys = SpecDifference.keys(spec.get(), settings.get());
      if (!keys.isEmpty()) {
        differences.add(SpecDifference.words(keys));
      }
    }
    return new FleetRow(
        worker.name(), wanted, EvidenceJson.name(looked.verdict()), List.copyOf(differences));
  }

  /** The user's last word counts: who was stopped is to be down, though it is in the file. */
  private static Wanted wanted(Optional<WorkerSpec> spec) {
    if (spec.isEmpty()) {
      return Wanted.UP;
    }
    return spec.get().desired() == Desired.DOWN
        ? Wanted.DOWN
        : spec.get().history().standing() == Standing.FINISHED ? Wanted.FINISHED : Wanted.UP;
  }

  private static Optional<String> state(Wanted wanted, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Held held ->
          held.lock().lock().holding().isEmpty()
              ? Optional.of("held by another program")
              : wanted == Wanted.UP ? Optional.empty() : Optional.of("still runs");
      case Verdict.ChangedHands _ ->
          wanted == Wanted.UP ? Optional.empty() : Optional.of("still runs");
      case Verdict.Free _ -> wanted == Wanted.UP ? Optional.of("not started") : Optional.empty();
      case Verdict.Stale _ -> wanted == Wanted.UP ? Optional.of("ended") : Optional.empty();
      case Verdict.OrphanedSession _ ->
          wanted == Wanted.FINISHED ? Optional.empty() : Optional.of("its agent ended");
      case Verdict.OrphanedProcess _ -> Optional.of("runs without its session");
      case Verdict.LockLost _ -> Optional.of("runs without its lock");
      case Verdict.Unknown _, Verdict.Foreign _, Verdict.Damaged _ -> Optional.of(verdict.why());
    };
  }

  List<String> cells() {
    return List.of(
        worker.text(),
        wanted.text(),
        actual,
        differences.isEmpty() ? "-" : String.join("; ", differences));
  }

  ObjectNode json() {
    ObjectNode json =
        JsonFields.object()
            .put("worker", worker.text())
            .put("wanted", wanted.text())
            .put("actual", actual);
    differences.forEach(json.putArray("differences")::add);
    return json;
  }
}
