package dev.tmuxsupervisor.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real tmux server, whose own measure is what counts. */
class ColumnsTest {
  private static final List<String> PIECES =
      List.of(
          "abc",
          " ",
          "漢字",
          "한",
          "é",
          "e\u0301",
          "e\u0301\u0302\u0316",
          "…±§°×",
          "●◐✕○",
          "😀",
          "❤\ufe0f",
          "☎\ufe0f",
          "1\ufe0f⃣",
          "👩\u200d👩\u200d👧",
          "👍🏽",
          "🇩🇪",
          "🇩",
          "🏳\ufe0f\u200d🌈",
          "שלום",
          "\u202eabc",
          "\u0378",
          "\ud83e\udee8",
          "\ue000",
          "\ud800",
          "\t\n\u001b[31m\0\u009b",
          "ｱ",
          "Ａ",
          "#[fg=red]");

  @TempDir private Path directory = Path.of("unset");

  private BareTmux tmux() throws Exception {
    return new BareTmux(directory, "t", 80, 24, "sleep", "1000");
  }

  /** What tmux measures, one after the other, in one call. */
  private List<Integer> measured(BareTmux tmux, List<String> texts) throws Exception {
    List<String> lines = new ArrayList<>();
    for (String text : texts) {
      lines.add("set-option -g @x '" + text.replace("'", "'\\''") + "'");
      lines.add("display-message -p '#{w:@x}'");
    }
    Path script = Files.write(directory.resolve("script"), lines);
    return tmux.run("source-file", script.toString()).lines().map(Integer::valueOf).toList();
  }

  /** Turns red with a character in the list that the C library does not know: tmux hangs then. */
  @Test
  void noCharacterThatIsLeftIsWiderInTmuxOrMakesItHang() throws Exception {
    List<String> kept =
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .mapToObj(Character::toString)
            .filter(c -> !c.isBlank() && Columns.clean(c).equals(c))
            .toList();
    assertThat(kept).hasSizeGreaterThan(80_000).contains("a", "漢", "😀", "✕", "…");
    List<String> wide = kept.stream().filter(c -> Columns.width(c) >= 2).toList();
    List<String> narrow = kept.stream().filter(c -> Columns.width(c) < 2).toList();
    List<String> chunks = new ArrayList<>();
    for (int i = 0; i < wide.size(); i += 2000) {
      chunks.add(String.join("", wide.subList(i, Math.min(wide.size(), i + 2000))));
    }
    try (BareTmux tmux = tmux()) {
      List<Integer> wideIs = measured(tmux, chunks);
      for (int i = 0; i < chunks.size(); i++) {
        assertThat(Columns.width(chunks.get(i))).isGreaterThanOrEqualTo(wideIs.get(i));
      }
      List<Integer> narrowIs = measured(tmux, narrow);
      for (int i = 0; i < narrow.size(); i++) {
        assertThat(Columns.width(narrow.get(i)))
            .as("U+%04X", narrow.get(i).codePointAt(0))
            .isGreaterThanOrEqualTo(narrowIs.get(i));
      }
    }
  }

  @Test
  void whatIsCutIsNeverWiderInTmux() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<String> fits = new ArrayList<>();
    List<Integer> rooms = new ArrayList<>();
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      int columns = random.nextInt(1, 60);
      String fit = Columns.fit(text.toString(), columns).replace("#", "");
      assertThat(Columns.width(Columns.padded(text.toString(), columns))).isEqualTo(columns);
      assertThat(fit).as("seed %d", seed).doesNotContainPattern("[\\p{Cc}\u202e\u0378\ue000]");
      fits.add(fit);
      rooms.add(columns);
    }
    try (BareTmux tmux = tmux()) {
      List<Integer> widths = measured(tmux, fits);
      for (int i = 0; i < fits.size(); i++) {
        assertThat(widths.get(i))
            .as("seed %d: %s", seed, fits.get(i))
            .isLessThanOrEqualTo(rooms.get(i));
      }
    }
  }

  /**
   * Measuring these, Debian's tmux 3.3a goes round and round. Turns red when Columns leaves what is
   * not in its list.
   */
  @Test
  void textThatWouldHangATmuxServerIsMadeHarmless() throws Exception {
    try (BareTmux tmux = tmux()) {
      tmux.run("set-option", "-g", "@x", Columns.clean("a\u0378b\ud83e\udee8c\udb40\udfffd"));
      assertThat(tmux.within(Duration.ofSeconds(2), "display-message", "-p", "#{w:@x} #{=3:@x}"))
          .contains("7 a b");
    }
  }

  @Test
  void textOfOthersBecomesOneLine() {
    assertThat(Columns.clean(" a\r\n\tb\u2028c\u202ed  e\u00a0f\0 ")).isEqualTo("a b c d e f");
    assertThat(Columns.fit("crew/dave: exit 3", 10)).isEqualTo("crew/dave…");
    assertThat(Columns.fit("漢字漢字", 6)).isEqualTo("漢字…");
    assertThat(Columns.fit("abc", 0)).isEmpty();
    assertThat(Columns.padded("漢", 4)).isEqualTo("漢  ");
  }
}
