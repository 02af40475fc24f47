package dev.tmuxsupervisor.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.worker.Root;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The file {@code supervisor.toml} at a root. */
public final class FleetFile {
  private static final String WORKER = "worker";
  private static final String SECTION = "[worker.\"crew/*\"]";

  private FleetFile() {}

  /** Reads it; nothing where there is none. An empty file says nothing, and is a fleet too. */
  public static Optional<Fleet> read(Path root) throws InvalidFleetFile {
    Path file = Root.file(root);
    Optional<String> text = TomlFile.text(file);
    return text.isEmpty() ? Optional.empty() : Optional.of(parse(file, text.get()));
  }

  static Fleet parse(Path file, String text) throws InvalidFleetFile {
    List<Section> sections = new ArrayList<>();
    for (Map.Entry<String, JsonNode> top : TomlFile.tree(file, text, SECTION).properties()) {
      if (!top.getKey().equals(WORKER)) {
        throw new InvalidFleetFile(
            file + ": there is no key " + Spot.shortened(top.getKey()),
            "did you mean " + WORKER + "? Sections are called " + SECTION);
      }
      if (!top.getValue().isObject()) {
        throw new InvalidFleetFile(
            file + ": " + WORKER + " is no table", "sections are called " + SECTION);
      }
      for (Map.Entry<String, JsonNode> section : top.getValue().properties()) {
        sections.add(section(file, section.getKey(), section.getValue()));
      }
    }
    return new Fleet(sections);
  }

  private static Section section(Path file, String name, JsonNode keys) throws InvalidFleetFile {
    Spot spot = Spot.worker(file, name);
    NameGlob glob;
    try {
      glob = NameGlob.of(name);
    } catch (IllegalArgumentException e) {
      throw spot.wrong(String.valueOf(e.getMessage()), "a section is called such as " + SECTION);
    }
    if (!keys.isObject()) {
      throw spot.wrong("it is no table", "write [worker.\"" + name + "\"] and keys below it");
    }
    return new Section(glob, new SectionReader(spot, glob, keys).read());
  }
}
