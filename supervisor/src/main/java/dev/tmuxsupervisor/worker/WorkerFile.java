package dev.tmuxsupervisor.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.BoundedFile;
import dev.tmuxsupervisor.lock.DurableFile;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.JsonFields.Malformed;
import dev.tmuxsupervisor.lock.Meanings;
import dev.tmuxsupervisor.lock.RuntimeDirectory;
import dev.tmuxsupervisor.process.DiskFault;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The file {@code .runtime/worker.json}, readable by its owner alone: prompts and secrets stand in
 * it.
 */
public record WorkerFile(RuntimeDirectory directory) {
  private static final int LIMIT = 8 << 20;
  private static final int FORMAT = 1;
  private static final String NAME = "worker.json";
  private static final String DOWN_NAME = "worker.down.json";

  private static final Meanings<WorkerSpec> KNOWN = new Meanings<>();

  /** The file cannot be used; it is kept as it is, for a person to look at. */
  public static final class Damaged extends IOException {
    private static final long serialVersionUID = 1;

    Damaged(Path file, String reason) {
      super(file + " cannot be used: " + reason);
    }
  }

  /** Where it is. */
  public Path path() {
    return directory.path().resolve(NAME);
  }

  /** Where it is while a full disk keeps us from writing that its worker is to be down. */
  private Path downPath() {
    return directory.path().resolve(DOWN_NAME);
  }

  /** Whether the worker was ever spawned. */
  public boolean exists() {
    return Files.exists(path()) || Files.exists(downPath());
  }

  /** What was written last; empty for a worker that was never spawned. */
  public Optional<WorkerSpec> read() throws Damaged {
    Optional<WorkerSpec> spec = read(path());
    if (spec.isEmpty()) {
      spec = read(downPath()).map(down -> down.with(Desired.DOWN));
    }
    return spec.isPresent() ? spec : read(path()); // the other way round between two looks
  }

  private static Optional<WorkerSpec> read(Path path) throws Damaged {
    return switch (BoundedFile.read(path, LIMIT)) {
      case BoundedFile.Content.Missing _ -> Optional.empty();
      case BoundedFile.Content.Hostile(String reason) -> throw new Damaged(path, reason);
      case BoundedFile.Content.Unreadable(String reason) -> throw new Damaged(path, reason);
      case BoundedFile.Content.Whole whole -> {
        try {
          Optional<WorkerSpec> known = KNOWN.of(whole.text());
          yield known.isPresent()
              ? known
              : Optional.of(KNOWN.learn(whole.text(), parse(JsonFields.parse(whole.text()))));
        } catch (Malformed | IllegalArgumentException e) {
          throw new Damaged(path, String.valueOf(e.getMessage()));
        }
      }
    };
  }

  /** Writes it, durably and whole. */
  public void write(Guard guard, WorkerSpec spec) throws IOException {
    guard.requireFor(directory);
    DurableFile.replace(path(), JsonFields.print(json(spec)), "rw-------");
    if (Files.exists(downPath())) {
      DurableFile.remove(downPath());
    }
  }

  /**
   * Writes that the worker is to be down, and nothing else. On a full disk its file is renamed
   * instead, which needs no space: whoever wants it down must not have to make room first.
   */
  public WorkerSpec writeDown(Guard guard, WorkerSpec last) throws IOException {
    WorkerSpec down = last.with(Desired.DOWN);
    try {
      write(guard, down);
    } catch (FileSystemException e) {
      if (DiskFault.of(e).isEmpty()) {
        throw e;
      }
      if (Files.exists(path())) {
        try {
          DurableFile.rename(path(), DOWN_NAME);
        } catch (IOException again) {
          e.addSuppressed(again);
          throw e;
        }
      }
    }
    return down;
  }

  /** The worker was never spawned after all. */
  public void remove(Guard guard) throws IOException {
    guard.requireFor(directory);
    DurableFile.remove(path());
  }

  private static ObjectNode json(WorkerSpec spec) {
    ObjectNode json = JsonFields.object();
    json.put("format", FORMAT);
    json.put("desired", spec.desired().name().toLowerCase(Locale.ROOT));
    json.put("generation", spec.generation());
    json.put("run", spec.run());
    spec.argv().forEach(json.putArray("argv")::add);
    if (!spec.resume().isEmpty()) {
      spec.resume().forEach(json.putArray("resume")::add);
    }
    new TreeMap<>(spec.environment()).forEach(json.putObject("environment")::put);
    new TreeMap<>(spec.surroundings()).forEach(json.putObject("surroundings")::put);
    json.put("session", spec.session());
    json.put("tmux_socket", spec.socket().toString());
    json.set("policy", PolicyJson.print(spec.policy()));
    json.set("history", HistoryJson.print(spec.history()));
    return json;
  }

  private static WorkerSpec parse(JsonFields json) throws Malformed {
    long format = json.number("format", 1, Integer.MAX_VALUE);
    if (format > FORMAT) {
      throw new Malformed("it has format " + format + ", and this program knows " + FORMAT);
    }
    return new WorkerSpec(
        desired(json.text("desired")),
        json.number("generation", 0, Long.MAX_VALUE),
        json.text("run"),
        json.texts("argv"),
        json.names().contains("resume") ? json.texts("resume") : List.of(),
        variables(
            json.object("environment").orElseThrow(() -> new Malformed("environment is missing"))),
        json.object("surroundings").isPresent()
            ? variables(json.object("surroundings").get())
            : Map.of(),
        json.text("session"),
        new TmuxSocket(Path.of(json.text("tmux_socket"))).path(),
        json.object("policy").isPresent()
            ? PolicyJson.parse(json.object("policy").get())
            : Policy.DEFAULT,
        json.object("history").isPresent()
            ? HistoryJson.parse(json.object("history").get())
            : History.FRESH);
  }

  private static Desired desired(String text) throws Malformed {
    return switch (text) {
      case "up" -> Desired.UP;
      case "down" -> Desired.DOWN;
      default -> throw new Malformed("desired is neither up nor down");
    };
  }

  private static Map<String, String> variables(JsonFields fields) throws Malformed {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String name : fields.names()) {
      variables.put(name, fields.text(name));
    }
    return variables;
  }
}
