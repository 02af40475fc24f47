package dev.tmuxsupervisor.doctor;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.scan.FoundWorker;
import dev.tmuxsupervisor.scan.ScanPlan;
import dev.tmuxsupervisor.scan.ScanProgress;
import dev.tmuxsupervisor.scan.ScanResult;
import dev.tmuxsupervisor.scan.Skips;
import dev.tmuxsupervisor.scan.TreeScan;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Locks below the root of which the supervisor has never heard. What cannot be read in a few
 * seconds is left to {@code scan}.
 */
public record UnknownLocks(Patient patient, Skips skips) {
  private static final String NAME = "unknown_locks";
  private static final int SHOWN = 3;

  /** Looks by threads of its own, and is not over before the last of them is. */
  public Check check() {
    return new Check(Group.WORKERS, NAME, "the locks below " + patient.root(), this::look);
  }

  private void look(Consumer<Finding> findings) {
    Queue<Thread> readers = new ConcurrentLinkedQueue<>();
    try {
      findings.accept(told(scan(readers)));
    } catch (NoSuchFileException e) {
      findings.accept(Finding.pass(NAME, "there is no directory " + patient.root()));
    } catch (IOException e) {
      findings.accept(
          Finding.warn(
              NAME, patient.root() + " cannot be read: " + Printable.of(e.toString()), ""));
    } catch (InterruptedException e) {
      // A reader that hangs is to be told of, not to be joined by another at the next doctor.
      readers.forEach(Uninterruptibles::joinUninterruptibly);
      findings.accept(
          Finding.pass(
              NAME,
              "%s is too large to be looked through in %d s; supervisor scan does it"
                  .formatted(patient.root(), Patient.PATIENCE.toSeconds())));
    }
  }

  private ScanResult scan(Queue<Thread> readers) throws IOException, InterruptedException {
    long start = System.nanoTime();
    ScanProgress bound =
        (directories, entries, workers) -> {
          if (System.nanoTime() - start > Patient.PATIENCE.toNanos()) {
            Thread.currentThread().interrupt();
          }
        };
    return TreeScan.run(
        ScanPlan.of(List.of(patient.root()), skips),
        bound,
        work -> {
          Thread reader = Thread.ofPlatform().daemon().name("doctor scan").unstarted(work);
          readers.add(reader);
          return reader;
        });
  }

  private Finding told(ScanResult scan) {
    Set<Path> known =
        patient.known().stream()
            .map(entry -> Path.of(entry.root(), entry.name()))
            .collect(Collectors.toSet());
    List<Path> strangers =
        scan.workers().stream()
            .filter(FoundWorker::lock)
            .map(FoundWorker::directory)
            .filter(directory -> !known.contains(directory))
            .toList();
    if (strangers.isEmpty()) {
      return Finding.pass(NAME, "every lock below " + patient.root() + " is known");
    }
    String some =
        strangers.stream()
            .limit(SHOWN)
            .map(path -> Printable.of(path.toString()))
            .collect(Collectors.joining(", "));
    return Finding.warn(
        NAME,
        "there are locks that this supervisor does not know, %d, in %s%s"
            .formatted(strangers.size(), some, strangers.size() > SHOWN ? ", …" : ""),
        "type: supervisor scan " + patient.root());
  }
}
