package dev.tmuxsupervisor.scan;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What all threads of a scan have found so far. */
final class Findings {
  static final String RUNTIME = ".runtime";
  static final String LOCK = "agent.lock";
  static final String FILE = "worker.json";

  private final Map<Path, FoundWorker> workers = new ConcurrentHashMap<>();
  private final Map<Path, ScanTrouble> troubles = new ConcurrentHashMap<>();
  private final LongAdder directories = new LongAdder();
  private final LongAdder entries = new LongAdder();

  void worker(Path directory, boolean lock, boolean file) {
    workers.put(directory, new FoundWorker(directory, lock, file));
  }

  void trouble(Path directory, String reason) {
    troubles.put(directory, new ScanTrouble(directory, reason));
  }

  void read(long ofEntries) {
    directories.increment();
    entries.add(ofEntries);
  }

  void tell(ScanProgress progress) {
    progress.seen(directories.sum(), entries.sum(), workers.size());
  }

  ScanResult result() {
    List<FoundWorker> found =
        workers.values().stream().sorted(Comparator.comparing(FoundWorker::directory)).toList();
    List<ScanTrouble> wrong =
        troubles.values().stream().sorted(Comparator.comparing(ScanTrouble::path)).toList();
    return new ScanResult(found, wrong, directories.sum(), entries.sum());
  }
}
