package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.fleet.Settings;
import dev.tmuxsupervisor.judge.Condition;
import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.observe.Observer;
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
 * @param actual its state
 * @param differences in words, none when all is as wanted
 */
record FleetRow(WorkerName worker, Wanted wanted, State actual, List<String> differences) {
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
    return new FleetRow(name, Wanted.UP, State.STOPPED, List.of("not started: " + why));
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
          looked.condition().state(),
          List.of(String.valueOf(e.getMessage())));
    }
    Looked looked = Looked.at(worker, spec, observer);
    Wanted wanted = wanted(spec, settings);
    List<String> differences = new ArrayList<>();
    Condition condition = looked.condition();
    boolean keptDown = wanted != Wanted.UP && condition.state() == State.RESERVED;
    difference(wanted, condition, spec.isPresent())
        .filter(_ -> !keptDown)
        .ifPresent(differences::add);
    if (differences.isEmpty() && wanted == Wanted.UP && spec.isPresent() && settings.isPresent()) {
      List<String> keys = SpecDifference.keys(spec.get(), settings.get());
      if (!keys.isEmpty()) {
        differences.add(SpecDifference.words(keys));
      }
    }
    return new FleetRow(worker.name(), wanted, condition.state(), List.copyOf(differences));
  }

  /**
   * The user's last word counts: who was stopped is to be down, though it is in the file. Of one
   * that neither file nor spawn names nothing is wanted.
   */
  private static Wanted wanted(Optional<WorkerSpec> spec, Optional<Settings> settings) {
    if (spec.isEmpty()) {
      return settings.isPresent() ? Wanted.UP : Wanted.DOWN;
    }
    return spec.get().desired() == Desired.DOWN
        ? Wanted.DOWN
        : spec.get().history().standing() == Standing.FINISHED ? Wanted.FINISHED : Wanted.UP;
  }

  private static Optional<String> difference(Wanted wanted, Condition condition, boolean spawned) {
    boolean asWanted =
        switch (wanted) {
          case UP -> condition.state() == State.RUNNING;
          case DOWN -> condition.state() == State.STOPPED;
          case FINISHED ->
              condition.state() == State.FINISHED || condition.state() == State.STOPPED;
        };
    if (asWanted) {
      return Optional.empty();
    }
    return Optional.of(
        spawned || condition.state() != State.STOPPED ? condition.reason() : "not started");
  }

  List<String> cells() {
    return List.of(
        worker.text(),
        wanted.text(),
        actual.word(),
        differences.isEmpty() ? "-" : String.join("; ", differences));
  }

  ObjectNode json() {
    ObjectNode json =
        JsonFields.object()
            .put("worker", worker.text())
            .put("wanted", wanted.text())
            .put("actual", actual.word());
    differences.forEach(json.putArray("differences")::add);
    return json;
  }
}
