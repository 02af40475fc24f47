package dev.tmuxsupervisor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The published schemas. A program has to bear fields that are new; here a field that no schema
 * names is an error, or nobody would ever hear of it.
 */
final class Schemas {
  /** One line of the journal, which has no envelope. */
  static final String EVENT = "event";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE = "https://schema.invalid/";
  private static final String SUFFIX = ".json";
  private static final Schemas PUBLISHED = read();

  private final Map<String, String> strict;
  private final SchemaRegistry registry;

  private Schemas(Map<String, String> strict) {
    this.strict = strict;
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(strict));
  }

  /** Where they are. */
  static Path folder() {
    return Transcript.page("src/docs/schema");
  }

  /** Checks an answer by the schema that it names; gives that schema's name. */
  static String check(JsonNode answer) {
    String name = answer.path("schema").asText().replaceAll("^supervisor\\.|/1$", "");
    check(name.isEmpty() ? EVENT : name, answer);
    return name.isEmpty() ? EVENT : name;
  }

  private static void check(String name, JsonNode answer) {
    String place = BASE + name + SUFFIX;
    assertThat(PUBLISHED.strict).as("src/docs/schema").containsKey(place);
    Schema schema = PUBLISHED.registry.getSchema(SchemaLocation.of(place));
    assertThat(schema.validate(answer)).as("%s as %s", answer, name).isEmpty();
  }

  private static Schemas read() {
    Map<String, String> strict = new HashMap<>();
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.toList()) {
        JsonNode schema = JSON.readTree(file.toFile());
        close(schema);
        strict.put(BASE + file.getFileName(), schema.toString());
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new Schemas(strict);
  }

  private static void close(JsonNode schema) {
    schema.forEach(Schemas::close);
    if (schema instanceof ObjectNode object
        && object.path("type").asText().equals("object")
        && object.has("properties")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
  }
}
