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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The workers that were ever spawned here, one JSON line each: a cache that is only appended to,
 * verified at use, and may be deleted at any time.
 */
public record WorkerIndex(Path file) {
  /** Where a worker was once; its directory may be gone. */
  public record Entry(String name, String root) {
    /** The worker, if it is still there; asks the file system, which may hang. */
    public Optional<Worker> worker() throws IOException {
      return worker(_ -> true);
    }

    private Optional<Worker> worker(Predicate<Path> wanted) throws IOException {
      return resolve(this, wanted)
          .filter(worker -> worker.file().exists() || Files.exists(worker.runtime().lockFile()));
    }
  }

  /** Remembers a worker. */
  public void add(Worker worker) throws IOException {
    addAll(List.of(worker));
  }

  /**
   * Remembers workers. What is appended is written at once: each line whole, or torn at the end.
   */
  public void addAll(List<Worker> workers) throws IOException {
    Set<Entry> known = new HashSet<>(entries());
    StringBuilder lines = new StringBuilder();
    for (Worker worker : workers) {
      Entry entry = new Entry(worker.name().text(), worker.root().toString());
      if (known.add(entry)) {
        ObjectNode line = JsonFields.object();
        line.put("name", entry.name());
        line.put("root", entry.root());
        lines.append(line).append('\n');
      }
    }
    if (!lines.isEmpty()) {
      String start = endsTorn() ? "\n" : "";
      Files.writeString(file, start + lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /**
   * The workers whose directories are still there and hold something of ours or a lock, in order.
   */
  public List<Worker> workers() throws IOException {
    return workers(_ -> true);
  }

  /** Those of them that lie around or in this directory by their names. */
  public List<Worker> around(Path directory) throws IOException {
    return workers(path -> path.startsWith(directory) || directory.startsWith(path));
  }

  private List<Worker> workers(Predicate<Path> wanted) throws IOException {
    LinkedHashSet<Worker> workers = new LinkedHashSet<>();
    for (Entry entry : entries()) {
      entry.worker(wanted).ifPresent(workers::add);
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

  private static Optional<Worker> resolve(Entry entry, Predicate<Path> wanted) throws IOException {
    Optional<WorkerName> name = WorkerName.parse(entry.name());
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path root = Path.of(entry.root());
      return wanted.test(root.resolve(name.get().text()))
          ? Optional.of(Worker.resolve(root, name.get()))
          : Optional.empty();
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
