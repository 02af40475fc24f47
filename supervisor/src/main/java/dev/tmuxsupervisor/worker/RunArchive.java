package dev.tmuxsupervisor.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.BoundedFile;
import dev.tmuxsupervisor.lock.DurableFile;
import dev.tmuxsupervisor.lock.Guard;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.JsonFields.Malformed;
import dev.tmuxsupervisor.lock.RuntimeDirectory;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The latest runs that are over, one file each: {@code .runtime/runs/GENERATION.json}, readable by
 * their owner alone, since a screen may show anything.
 */
public record RunArchive(RuntimeDirectory directory) {
  /** So many are kept. */
  public static final int KEPT = 10;

  private static final int LIMIT = 1 << 20;
  private static final String SUFFIX = ".json";

  /** Where they are. */
  public Path path() {
    return directory.path().resolve("runs");
  }

  /** Adds a run, and lets the oldest go. A second record of one generation replaces the first. */
  public void add(Guard guard, RunRecord record) throws IOException {
    guard.requireFor(directory);
    if (!Files.isDirectory(path(), LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(
          path(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    DurableFile.replace(
        path().resolve(record.generation() + SUFFIX),
        directory.path(), // where the guard clears away what a killed writer left
        JsonFields.print(json(record)),
        "rw-------");
    for (Path old : files().stream().skip(KEPT).toList()) {
      Files.deleteIfExists(old);
    }
  }

  /** The latest first; a file that cannot be read as one is left out. */
  public List<RunRecord> runs() throws IOException {
    List<RunRecord> runs = new ArrayList<>();
    for (Path file : files()) {
      if (BoundedFile.read(file, LIMIT) instanceof BoundedFile.Content.Whole whole) {
        read(whole.text()).ifPresent(runs::add);
      }
    }
    return runs;
  }

  /**
   * The latest run up to this generation that is over and kept. A start that tmux did not answer
   * takes a generation, and no run of it may ever be.
   */
  public Optional<RunRecord> latest(long generation) {
    long oldest = Math.max(0, generation - KEPT);
    return LongStream.iterate(generation, one -> one > oldest, one -> one - 1)
        .mapToObj(this::run)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<RunRecord> run(long generation) {
    return BoundedFile.read(path().resolve(generation + SUFFIX), LIMIT)
            instanceof BoundedFile.Content.Whole whole
        ? read(whole.text())
        : Optional.empty();
  }

  private static Optional<RunRecord> read(String text) {
    try {
      return Optional.of(parse(JsonFields.parse(text)));
    } catch (Malformed | DateTimeException e) {
      return Optional.empty(); // not ours, or of a later version
    }
  }

  /** Ours, the latest generation first. */
  private List<Path> files() throws IOException {
    if (!Files.isDirectory(path(), LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path())) {
      for (Path entry : entries) {
        if (name(entry).matches("[0-9]{1,18}\\.json")) {
          files.add(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.sort(Comparator.comparingLong(RunArchive::generation).reversed());
    return files;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static long generation(Path file) {
    return Long.parseLong(name(file).substring(0, name(file).length() - SUFFIX.length()));
  }

  /** The same object in the file and in every answer. */
  public static ObjectNode json(RunRecord record) {
    ObjectNode json = JsonFields.object();
    json.put("generation", record.generation());
    json.put("run", record.run());
    json.put("pid", record.pid());
    record.began().ifPresent(began -> json.put("began_at", began.toString()));
    json.put("ended_at", record.ended().toString());
    record.lasted().ifPresent(lasted -> json.put("duration_ms", lasted.toMillis()));
    json.set("exit", ExitJson.print(record.exit()));
    json.put("cause", record.cause());
    record.lastLines().forEach(json.putArray("last_lines")::add);
    return json;
  }

  private static RunRecord parse(JsonFields json) throws Malformed {
    return new RunRecord(
        json.number("generation", 0, Long.MAX_VALUE),
        json.text("run"),
        json.number("pid", 0, Long.MAX_VALUE),
        json.optionalText("began_at").map(Instant::parse),
        Instant.parse(json.text("ended_at")),
        json.names().contains("duration_ms")
            ? Optional.of(Duration.ofMillis(json.number("duration_ms", 0, Long.MAX_VALUE)))
            : Optional.empty(),
        ExitJson.parse(json.object("exit").orElseThrow(() -> new Malformed("exit is missing"))),
        json.text("cause"),
        json.texts("last_lines"));
  }
}
