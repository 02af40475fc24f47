package dev.tmuxsupervisor.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.worker.Root;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The file {@code supervisor.toml} at a root. */
public final class FleetFile {
  private static final String WORKER = "worker";
  private static final String AGENT = "agent";
  private static final List<String> TABLES = List.of(WORKER, AGENT);
  private static final String SECTION = "[worker.\"crew/*\"]";

  private FleetFile() {}

  /** Reads it; nothing where there is none. An empty file says nothing, and is a fleet too. */
  public static Optional<Fleet> read(Path root) throws InvalidFleetFile {
    Path file = Root.file(root);
    Optional<String> text = TomlFile.text(file);
    return text.isEmpty() ? Optional.empty() : Optional.of(parse(file, text.get()));
  }

  static Fleet parse(Path file, String text) throws InvalidFleetFile {
    JsonNode tree = TomlFile.tree(file, text, SECTION);
    for (Map.Entry<String, JsonNode> top : tree.properties()) {
      if (!TABLES.contains(top.getKey())) {
        throw new InvalidFleetFile(
            file + ": there is no key " + Spot.shortened(top.getKey()),
            "did you mean %s? Sections are called %s"
                .formatted(NearestKey.of(top.getKey(), TABLES), SECTION));
      }
      if (!top.getValue().isObject()) {
        throw new InvalidFleetFile(
            file + ": " + top.getKey() + " is no table", "sections are called " + SECTION);
      }
    }
    Map<String, AgentProfile> agents = agents(file, tree.path(AGENT));
    List<Section> sections = new ArrayList<>();
    for (Map.Entry<String, JsonNode> section : tree.path(WORKER).properties()) {
      sections.add(section(file, section.getKey(), section.getValue(), agents));
    }
    return new Fleet(sections);
  }

  /** Those of the file, and the known ones that it does not say otherwise. */
  private static Map<String, AgentProfile> agents(Path file, JsonNode sections)
      throws InvalidFleetFile {
    Map<String, AgentProfile> agents = new HashMap<>(AgentProfile.KNOWN);
    for (Map.Entry<String, JsonNode> section : sections.properties()) {
      agents.put(section.getKey(), agent(Spot.agent(file, section.getKey()), section.getValue()));
    }
    return agents;
  }

  private static AgentProfile agent(Spot spot, JsonNode keys) throws InvalidFleetFile {
    if (!keys.isObject()) {
      throw spot.wrong("it is no table", "write " + spot.head() + " and keys below it");
    }
    KeyReader reader = new KeyReader(spot, keys);
    reader.requireKnown(AgentKey.ALL);
    List<String> command =
        reader
            .command(AgentKey.COMMAND)
            .orElseThrow(() -> spot.wrong(AgentKey.COMMAND, "it is missing"));
    return new AgentProfile(command, reader.command(AgentKey.RESUME));
  }

  private static Section section(
      Path file, String name, JsonNode keys, Map<String, AgentProfile> agents)
      throws InvalidFleetFile {
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
    return new Section(glob, new SectionReader(spot, glob, keys, agents).read());
  }
}
