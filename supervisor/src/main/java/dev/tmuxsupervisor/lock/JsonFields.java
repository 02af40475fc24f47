package dev.tmuxsupervisor.lock;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A JSON object from a file that may be damaged: every field is asked for by name and type. */
public final class JsonFields {
  private static final int DEPTH = 32;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH)
                          .maxNumberLength(32)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectWriter PRETTY =
      MAPPER.writer(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private final JsonNode object;
  private final String name;

  private JsonFields(JsonNode object, String name) {
    this.object = object;
    this.name = name;
  }

  /** A field is missing, of another type, or outside its range. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    /** With what is wrong, in words that do not repeat the file's own text. */
    public Malformed(String message) {
      super(message);
    }

    Malformed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Parses one whole object and nothing behind it. */
  public static JsonFields parse(String text) throws Malformed {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (!(node instanceof ObjectNode)) {
        throw new Malformed("it is not a JSON object");
      }
      return new JsonFields(node, "");
    } catch (JsonProcessingException e) {
      throw new Malformed("it is not JSON" + where(e), e);
    }
  }

  /** The object as it was read. */
  public JsonNode node() {
    return object;
  }

  /** A new object to fill. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Two spaces of indentation and no final newline, as Go's MarshalIndent writes it. */
  public static byte[] print(ObjectNode node) {
    try {
      return PRETTY.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written", e);
    }
  }

  /** A whole number within the range. */
  public long number(String field, long least, long most) throws Malformed {
    JsonNode value = object.get(field);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new Malformed(name + field + " is not a whole number");
    }
    long number = value.longValue();
    if (number < least || number > most) {
      throw new Malformed(name + field + " is " + number + ", outside " + least + " to " + most);
    }
    return number;
  }

  /** A text, which may be empty. */
  public String text(String field) throws Malformed {
    return optionalText(field).orElseThrow(() -> new Malformed(name + field + " is missing"));
  }

  /** A text, or nothing where the field is missing or null. */
  public Optional<String> optionalText(String field) throws Malformed {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new Malformed(name + field + " is not a text");
    }
    return Optional.of(value.textValue());
  }

  /** The texts of an array. */
  public List<String> texts(String field) throws Malformed {
    JsonNode value = object.get(field);
    if (value == null || !value.isArray()) {
      throw new Malformed(name + field + " is not an array");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : value) {
      if (!element.isTextual()) {
        throw new Malformed(name + field + " holds something that is not a text");
      }
      texts.add(element.textValue());
    }
    return List.copyOf(texts);
  }

  /** An object inside this one, or nothing where the field is missing or null. */
  public Optional<JsonFields> object(String field) throws Malformed {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw new Malformed(name + field + " is not an object");
    }
    return Optional.of(new JsonFields(value, name + field + "."));
  }

  /** A yes or no. */
  public boolean flag(String field) throws Malformed {
    JsonNode value = object.get(field);
    if (value == null || !value.isBoolean()) {
      throw new Malformed(name + field + " is neither true nor false");
    }
    return value.booleanValue();
  }

  /** The objects of an array. */
  public List<JsonFields> objects(String field) throws Malformed {
    JsonNode value = object.get(field);
    if (value == null || !value.isArray()) {
      throw new Malformed(name + field + " is not an array");
    }
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode element : value) {
      if (!element.isObject()) {
        throw new Malformed(name + field + " holds something that is not an object");
      }
      objects.add(new JsonFields(element, name + field + "[]."));
    }
    return List.copyOf(objects);
  }

  /** The names of the fields, in the order of the file. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Jackson's own message repeats what it found, control characters and all. */
  private static String where(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null || location.getLineNr() < 1
        ? ""
        : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }
}
