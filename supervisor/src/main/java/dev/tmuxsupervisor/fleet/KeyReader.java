package dev.tmuxsupervisor.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads values of the kinds that files of ours have; what was not said is empty. */
record KeyReader(Spot spot, JsonNode keys) {
  /** Refuses a key that is none of these. */
  void requireKnown(List<? extends FileKey> known) throws InvalidFleetFile {
    List<String> texts = FileKey.texts(known);
    for (Map.Entry<String, JsonNode> key : keys.properties()) {
      if (!texts.contains(key.getKey())) {
        throw spot.unknown(key.getKey(), texts);
      }
    }
  }

  <T> Optional<T> value(FileKey key, Function<String, T> reader) throws InvalidFleetFile {
    JsonNode node = keys.path(key.text());
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(text(key, node)));
    } catch (IllegalArgumentException e) {
      throw spot.wrong(key, Spot.shortened(String.valueOf(e.getMessage())));
    }
  }

  Optional<Boolean> choice(FileKey key) throws InvalidFleetFile {
    JsonNode node = keys.path(key.text());
    if (!node.isMissingNode() && !node.isBoolean()) {
      throw spot.wrong(key, "it is neither true nor false");
    }
    return node.isMissingNode() ? Optional.empty() : Optional.of(node.booleanValue());
  }

  Optional<List<String>> texts(FileKey key) throws InvalidFleetFile {
    JsonNode node = keys.path(key.text());
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isArray()) {
      throw spot.wrong(key, "it is no list of texts");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : node) {
      texts.add(text(key, element));
    }
    return Optional.of(texts);
  }

  /** The words of a program and its arguments. */
  Optional<List<String>> command(FileKey key) throws InvalidFleetFile {
    Optional<List<String>> words = texts(key);
    if (words.filter(it -> it.isEmpty() || it.getFirst().isEmpty()).isPresent()) {
      throw spot.wrong(key, "it names no program");
    }
    return words;
  }

  /** No argument and no variable can hold a NUL. */
  String text(FileKey key, JsonNode node) throws InvalidFleetFile {
    if (!node.isTextual()) {
      throw spot.wrong(key, "a value is no text; texts stand in quotes");
    }
    if (node.textValue().indexOf('\0') >= 0) {
      throw spot.wrong(key, "a text holds the character NUL");
    }
    return node.textValue();
  }
}
