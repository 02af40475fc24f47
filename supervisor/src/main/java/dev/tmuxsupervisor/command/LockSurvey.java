package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.observe.Observer;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.scan.ScanProgress;
import dev.tmuxsupervisor.scan.Skips;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every lock below some roots, as it is at one moment. To find out changes nothing: workers that
 * were not known stay so.
 *
 * @param warnings what could not be read, in words
 */
record LockSurvey(Discovery discovery, List<Looked> rows, List<String> warnings) {
  /** Looks at each now; below the usual root if none is named. */
  static LockSurvey below(Desk desk, List<Path> roots)
      throws CommandFailure, IOException, InterruptedException {
    Discovery discovery = Discovery.below(desk, roots, Skips.USUAL, ScanProgress.NONE);
    Observer observer = desk.observer();
    List<String> warnings = new ArrayList<>(discovery.warnings());
    List<Looked> rows = new ArrayList<>();
    for (Worker worker : discovery.workers()) {
      Looked looked = look(worker, observer, warnings);
      if (!(looked.evidence().lock() instanceof LockReading.Absent)) {
        rows.add(looked);
      }
    }
    return new LockSurvey(discovery, List.copyOf(rows), List.copyOf(warnings));
  }

  private static Looked look(Worker worker, Observer observer, List<String> warnings)
      throws IOException {
    try {
      return Looked.at(worker, worker.file().read(), observer);
    } catch (WorkerFile.Damaged e) {
      warnings.add(worker.name() + ": " + Printable.of(String.valueOf(e.getMessage())));
      return Looked.at(worker, Optional.empty(), observer);
    }
  }

  /** Whether the supervisor looks after it by itself. */
  boolean isKnown(Worker worker) {
    return !discovery.strangers().contains(worker);
  }

  /** The name, and the root where that is needed to tell workers apart. */
  String label(Worker worker) {
    boolean one = rows.stream().map(row -> row.worker().root()).distinct().count() <= 1;
    return one ? worker.name().text() : worker.name() + " in " + worker.root();
  }

  /** The exit code of a command that did what it could. */
  int exit() {
    return discovery.unread().isEmpty() ? 0 : ErrorCode.FAILED.exit();
  }
}
