package dev.tmuxsupervisor.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.JsonFields.Malformed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * The workers that were ever spawned here, one JSON line each: a cache that is only appended to,
 * verified at use, and may be deleted at any time.
 */
public record WorkerIndex(Path file) {
  /** Where a worker was once; its directory may be gone. */
  public record Entry(String name, String root) {
    /** The worker, if it is still there; asks the file system, which may hang. */
    public Optional<Worker> worker() throws IOException {
      return resolve(this)
          .filter(worker ->
              Files.exists(worker.file().path()) || Files.exists(worker.runtime().lockFile()));
    }
  }

  /** Remembers a worker. A line is short enough to be appended in one write. */
  public void add(Worker worker) throws IOException {
    Entry entry = new Entry(worker.name().text(), worker.root().toString());
    if (entries().contains(entry)) {
      return;
    }
    ObjectNode line = JsonFields.object();
    line.put("name", entry.name());
    line.put("root", entry.root());
    String start = endsTorn() ? "\n" : "";
    Files.writeString(
        file, start + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /**
   * The workers whose directories are still there and hold something of ours or a lock, in order.
   */
  public List<Worker> workers() throws IOException {
    LinkedHashSet<Worker> workers = new LinkedHashSet<>();
    for (Entry entry : entries()) {
      entry.worker().ifPresent(workers::add);
    }
    return workers.stream()
        .sorted((a, b) ->
            a.name().equals(b.name()) ? a.root().compareTo(b.root()) : a.name().compareTo(b.name()))
        .toList();
  }

  /** Whether a writer died within its line, which the next one must not continue. */
  private boolean endsTorn() throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    byte[] bytes = Files.readAllBytes(file);
    return bytes.length > 0 && bytes[bytes.length - 1] != '\n';
  }

  private static Optional<Worker> resolve(Entry entry) throws IOException {
    Optional<WorkerName> name = WorkerName.parse(entry.name());
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Worker.resolve(Path.of(entry.root()), name.get()));
    } catch (Worker.Unresolved | InvalidPathException e) {
      return Optional.empty(); // moved or removed since: the index is only a hint
    }
  }

  /** All that was ever remembered, as it is written; nothing is looked at but the index. */
  public List<Entry> entries() throws IOException {
    return Files.exists(file)
        ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
            .lines()
            .flatMap(line -> entry(line).stream())
            .toList()
        : List.of();
  }

  private static Optional<Entry> entry(String line) {
    try {
      JsonFields json = JsonFields.parse(line);
      return Optional.of(new Entry(json.text("name"), json.text("root")));
    } catch (Malformed e) {
      return Optional.empty(); // torn by a writer that was killed; the next spawn adds it again
    }
  }
}
