package dev.tmuxsupervisor.fleet;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.tmuxsupervisor.lock.BoundedFile;
import dev.tmuxsupervisor.worker.Root;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The file {@code supervisor.toml} at a root. */
public final class FleetFile {
  private static final int LIMIT = 1 << 20;
  private static final int DEPTH = 16;
  private static final String WORKER = "worker";

  private static final TomlMapper MAPPER =
      TomlMapper.builder(
              TomlFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH)
                          .maxNumberLength(32)
                          .build())
                  .build())
          .build();

  private FleetFile() {}

  /** Reads it; nothing where there is none. An empty file says nothing, and is a fleet too. */
  public static Optional<Fleet> read(Path root) throws InvalidFleetFile {
    Path file = Root.file(root);
    return switch (BoundedFile.read(file, LIMIT)) {
      case BoundedFile.Content.Missing _ -> Optional.empty();
      case BoundedFile.Content.Hostile(String reason) -> throw unusable(file, reason);
      case BoundedFile.Content.Unreadable(String reason) -> throw unusable(file, reason);
      case BoundedFile.Content.Whole whole -> Optional.of(parse(file, whole.text()));
    };
  }

  private static InvalidFleetFile unusable(Path file, String reason) {
    return new InvalidFleetFile(
        file + " cannot be used: " + reason, "it is to be a file of TOML, of 1 MiB at most");
  }

  static Fleet parse(Path file, String text) throws InvalidFleetFile {
    List<Section> sections = new ArrayList<>();
    for (Map.Entry<String, JsonNode> top : tree(file, text).properties()) {
      if (!top.getKey().equals(WORKER)) {
        throw new InvalidFleetFile(
            file + ": there is no key " + Spot.shortened(top.getKey()),
            "did you mean " + WORKER + "? Sections are called [worker.\"crew/*\"]");
      }
      if (!top.getValue().isObject()) {
        throw new InvalidFleetFile(
            file + ": " + WORKER + " is no table", "sections are called [worker.\"crew/*\"]");
      }
      for (Map.Entry<String, JsonNode> section : top.getValue().properties()) {
        sections.add(section(file, section.getKey(), section.getValue()));
      }
    }
    return new Fleet(sections);
  }

  private static Section section(Path file, String name, JsonNode keys) throws InvalidFleetFile {
    Spot spot = new Spot(file, name);
    NameGlob glob;
    try {
      glob = NameGlob.of(name);
    } catch (IllegalArgumentException e) {
      throw spot.wrong(
          String.valueOf(e.getMessage()), "a section is called such as [worker.\"crew/*\"]");
    }
    if (!keys.isObject()) {
      throw spot.wrong("it is no table", "write [worker.\"" + name + "\"] and keys below it");
    }
    return new Section(glob, new SectionReader(spot, glob, keys).read());
  }

  /** Jackson's own message repeats what it found, so it is cut short. */
  private static JsonNode tree(Path file, String text) throws InvalidFleetFile {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      String where =
          location == null || location.getLineNr() < 1
              ? ""
              : ", line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
      String reason = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
      throw new InvalidFleetFile(
          file + where + ": it is not TOML: " + Spot.shortened(reason),
          "texts stand in quotes, and a section is called such as [worker.\"crew/*\"]");
    }
  }
}
