package dev.tmuxsupervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler cannot hold: sizes, and which words stand where. */
class SourceTest {
  private static final int LONGEST = 250;
  private static final int MEDIAN = 90;
  private static final Path HERE = Path.of("src/main/java");
  private static final Path ADAPTER = Path.of("../tmux-adapter/src/main/java");

  /** Commands and formats of tmux within a string; those in a hint for people may be typed. */
  private static final Pattern TMUX_SYNTAX =
      Pattern.compile(
          "\"[^\"]*(#\\{|\\b(new-session|kill-session|kill-pane|kill-server|respawn-pane"
              + "|list-panes|has-session|capture-pane|set-option|show-options|send-keys"
              + "|display-message|attach-session|switch-client|select-window|select-pane"
              + "|if-shell|source-file|run-shell|set-environment|set-buffer|paste-buffer)\\b)");

  @Test
  void noFileIsLongerThan250Lines() throws IOException {
    for (Path file : files(HERE, ADAPTER)) {
      assertThat(lines(file)).as("lines of %s", file).isLessThanOrEqualTo(LONGEST);
    }
  }

  @Test
  void theMedianFileHasLessThan90Lines() throws IOException {
    List<Integer> sizes = files(HERE, ADAPTER).stream().map(SourceTest::lines).sorted().toList();
    assertThat(sizes.get(sizes.size() / 2)).isLessThan(MEDIAN);
  }

  @Test
  void nobodyButTheAdapterWritesTmuxCommands() throws IOException {
    for (Path file : files(HERE)) {
      assertThat(Files.readAllLines(file))
          .as("%s", file)
          .noneMatch(line -> TMUX_SYNTAX.matcher(line).find());
    }
  }

  private static List<Path> files(Path... folders) throws IOException {
    List<Path> files = new java.util.ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> walk = Files.walk(folder)) {
        walk.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
      }
    }
    assertThat(files).hasSizeGreaterThan(50);
    return files;
  }

  private static int lines(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
