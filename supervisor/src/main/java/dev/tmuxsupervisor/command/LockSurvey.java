package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.scan.ScanProgress;
import dev.tmuxsupervisor.scan.Skips;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every lock below some roots, as it is at one moment. To find out changes nothing: workers that
 * were not known stay so.
 *
 * @param warnings what could not be read, in words
 */
record LockSurvey(Discovery discovery, List<Looked> rows, List<String> warnings) {
  /** Looks at each now; below the usual root if none is named. */
  static LockSurvey below(Desk desk, List<Path> roots, Skips skips)
      throws CommandFailure, IOException, InterruptedException {
    Discovery discovery = Discovery.below(desk, roots, skips, ScanProgress.NONE);
    Roster roster = Roster.of(desk, discovery.workers());
    return new LockSurvey(
        discovery,
        roster.rows().stream()
            .filter(row -> !(row.evidence().lock() instanceof LockReading.Absent))
            .toList(),
        Stream.concat(discovery.warnings().stream(), roster.warnings().stream()).toList());
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
