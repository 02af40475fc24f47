package dev.tmuxsupervisor.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The page about JSON names every verb that prints some, with its schemas, and every error. */
class SchemaTest {
  private static final Path DOCS = Path.of("../src/docs");
  private static final Pattern SCHEMA = Pattern.compile("\\.\\./schema/([a-z_]+)\\.json");

  @Test
  void everyVerbWithJsonHasASchema() throws IOException {
    List<String> lines = Files.readAllLines(page());
    List<String> verbs = verbs(CommandModel.of(List.of()));
    assertThat(verbs).contains("list", "lock show", "status-line print").hasSizeGreaterThan(25);
    for (String verb : verbs) {
      assertThat(lines)
          .as("a row for %s in %s", verb, page())
          .anyMatch(line -> line.startsWith("| `" + verb + "` |") && SCHEMA.matcher(line).find());
    }
  }

  @Test
  void everySchemaIsNamed() throws IOException {
    List<String> named =
        SCHEMA.matcher(Files.readString(page())).results().map(it -> it.group(1)).toList();
    try (Stream<Path> files = Files.list(DOCS.resolve("schema"))) {
      assertThat(files.map(file -> ("" + file.getFileName()).replace(".json", "")))
          .isSubsetOf(named);
    }
  }

  @Test
  void everyErrorIsNamedWithItsExitCode() throws IOException {
    List<String> lines = Files.readAllLines(page());
    for (ErrorCode code : ErrorCode.values()) {
      String row =
          "| `%s` | %d | %s |".formatted(code, code.exit(), code.retryable() ? "yes" : "no");
      assertThat(lines).as("a row for %s", code).anyMatch(line -> line.startsWith(row));
    }
  }

  private static Path page() {
    return DOCS.resolve("reference/json.md");
  }

  private static List<String> verbs(CommandLine line) {
    List<String> verbs = new ArrayList<>();
    for (CommandLine verb : line.getSubcommands().values().stream().distinct().toList()) {
      if (verb.getCommandSpec().optionsMap().containsKey("--json")) {
        verbs.add(verb.getCommandSpec().qualifiedName().replaceFirst("^supervisor ", ""));
      }
      verbs.addAll(verbs(verb));
    }
    return verbs;
  }
}
