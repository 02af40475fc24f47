package dev.tmuxsupervisor.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pages show as a file of TOML is one that we can read. */
class DocumentedFilesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```toml\\n(.*?)^```$");
  private static final List<String> STATES = List.of("failed", "unknown", "finished");

  @Test
  void everyFileThatIsShownCanBeRead() throws Exception {
    int read = 0;
    for (Path page : pages()) {
      for (String text : blocks(page)) {
        if (text.contains("[notify]") || text.contains("[scan]")) {
          ConfigFile.parse(page, text, STATES);
        } else {
          FleetFile.parse(page, text);
        }
        read++;
      }
    }
    assertThat(read).isGreaterThan(10);
  }

  private static List<String> blocks(Path page) throws IOException {
    return BLOCK.matcher(Files.readString(page)).results().map(it -> it.group(1)).toList();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> documents = Files.walk(ROOT.resolve("src/docs"))) {
      documents.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    return pages;
  }
}
