package dev.tmuxsupervisor.fleet;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.tmuxsupervisor.lock.BoundedFile;
import java.nio.file.Path;
import java.util.Optional;

/** A file of TOML that people write, read to a bound. */
final class TomlFile {
  private static final int LIMIT = 1 << 20;
  private static final int DEPTH = 16;

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

  private TomlFile() {}

  /** Its text; nothing where there is none. */
  static Optional<String> text(Path file) throws InvalidFleetFile {
    return switch (BoundedFile.read(file, LIMIT)) {
      case BoundedFile.Content.Missing _ -> Optional.empty();
      case BoundedFile.Content.Hostile(String reason) -> throw unusable(file, reason);
      case BoundedFile.Content.Unreadable(String reason) -> throw unusable(file, reason);
      case BoundedFile.Content.Whole whole -> Optional.of(whole.text());
    };
  }

  static InvalidFleetFile unusable(Path file, String reason) {
    return new InvalidFleetFile(
        file + " cannot be used: " + reason, "it is to be a file of TOML, of 1 MiB at most");
  }

  /**
   * What it says. Jackson's own message repeats what it found, so it is cut short.
   *
   * @param section the head of one that is right, for messages
   */
  static JsonNode tree(Path file, String text, String section) throws InvalidFleetFile {
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
          "texts stand in quotes, and a section is called such as " + section);
    }
  }
}
