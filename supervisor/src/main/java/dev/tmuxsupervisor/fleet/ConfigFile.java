package dev.tmuxsupervisor.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.tmuxsupervisor.scan.Skips;
import dev.tmuxsupervisor.worker.Spans;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The user's own file {@code config.toml}. */
public final class ConfigFile {
  private static final String NOTIFY = "notify";
  private static final String SCAN = "scan";

  /** The tables, and what each may say. */
  static final ImmutableMap<String, ImmutableList<FileKey>> TABLES =
      ImmutableMap.of(
          NOTIFY, ImmutableList.copyOf(NotifyKey.values()),
          SCAN, ImmutableList.copyOf(ScanKey.values()));

  private ConfigFile() {}

  /** Where it is in this environment (XDG Base Directory Specification); empty without a home. */
  public static Optional<Path> place(Map<String, String> environment) {
    String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    String home = environment.getOrDefault("HOME", "");
    if (config.startsWith("/")) {
      return Optional.of(Path.of(config, "supervisor/config.toml"));
    }
    return home.startsWith("/")
        ? Optional.of(Path.of(home, ".config/supervisor/config.toml"))
        : Optional.empty();
  }

  /**
   * Reads it; the default where there is none. It may be a symbolic link, as people keep such files
   * elsewhere.
   *
   * @param states words that {@code on} may hold beside {@value NotifySettings#MASS}
   */
  public static Config read(Path file, List<String> states) throws InvalidFleetFile {
    Optional<String> text;
    try {
      text = TomlFile.text(file.toRealPath());
    } catch (NoSuchFileException e) {
      return Config.DEFAULT;
    } catch (IOException e) {
      throw TomlFile.unusable(file, e.toString());
    }
    return text.isEmpty() ? Config.DEFAULT : parse(file, text.get(), states);
  }

  static Config parse(Path file, String text, List<String> states) throws InvalidFleetFile {
    JsonNode tree = TomlFile.tree(file, text, head(NOTIFY));
    for (Map.Entry<String, JsonNode> top : tree.properties()) {
      String name = top.getKey();
      if (!TABLES.containsKey(name)) {
        throw new InvalidFleetFile(
            file + ": there is no key " + Spot.shortened(name),
            "did you mean " + head(NearestKey.of(name, TABLES.keySet().asList())) + "?");
      }
      if (!top.getValue().isObject()) {
        throw new InvalidFleetFile(
            file + ": " + name + " is no table", "write " + head(name) + " and keys below it");
      }
    }
    return new Config(
        notify(new Spot(file, head(NOTIFY)), tree.path(NOTIFY), states),
        skip(new Spot(file, head(SCAN)), tree.path(SCAN)));
  }

  private static String head(String table) {
    return "[" + table + "]";
  }

  private static List<FileKey> known(String table) {
    return TABLES.getOrDefault(table, ImmutableList.of());
  }

  private static Skips skip(Spot spot, JsonNode keys) throws InvalidFleetFile {
    KeyReader reader = new KeyReader(spot, keys);
    reader.requireKnown(known(SCAN));
    try {
      return Skips.NONE.plus(reader.texts(ScanKey.SKIP).orElse(List.of()));
    } catch (IllegalArgumentException e) {
      throw spot.wrong(ScanKey.SKIP, Spot.shortened(String.valueOf(e.getMessage())));
    }
  }

  private static NotifySettings notify(Spot spot, JsonNode keys, List<String> states)
      throws InvalidFleetFile {
    KeyReader reader = new KeyReader(spot, keys);
    reader.requireKnown(known(NOTIFY));
    NotifySettings usual = NotifySettings.DEFAULT;
    return new NotifySettings(
        on(spot, reader.texts(NotifyKey.ON), states).orElse(usual.on()),
        reader.choice(NotifyKey.MESSAGE).orElse(usual.message()),
        reader.command(NotifyKey.COMMAND).orElse(usual.command()),
        reader.value(NotifyKey.COOLDOWN, Spans::parse).orElse(usual.cooldown()));
  }

  private static Optional<Set<String>> on(
      Spot spot, Optional<List<String>> written, List<String> states) throws InvalidFleetFile {
    List<String> known = new ArrayList<>(states);
    known.add(NotifySettings.MASS);
    for (String word : written.orElse(List.of())) {
      if (!known.contains(word)) {
        throw spot.wrong(
            NotifyKey.ON.text() + ": there is no state " + Spot.shortened(word),
            "did you mean " + NearestKey.of(word, known) + "?");
      }
    }
    return written.map(HashSet::new);
  }
}
