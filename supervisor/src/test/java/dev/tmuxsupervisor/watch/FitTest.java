package dev.tmuxsupervisor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FitTest {
  private static final Fit FIT = new Fit(false);

  /** Red when characters are counted instead of columns. */
  @Test
  void wideCharactersTakeTwoColumns() {
    assertThat(FIT.cut("日本語", 6)).isEqualTo("日本語");
    assertThat(FIT.cut("日本語", 5)).isEqualTo("日本…");
    assertThat(FIT.cut("日本語", 4)).isEqualTo("日…");
    assertThat(FIT.cell("日本語", 4)).isEqualTo("日… ");
    assertThat(FIT.cut("日本語", 0)).isEmpty();
  }

  @Test
  void whatTerminalsMeasureDifferentlyIsTakenApart() {
    assertThat(FIT.clean("👨‍👩‍👧")).isEqualTo("👨👩👧");
    assertThat(FIT.clean("❤️")).isEqualTo("❤");
    assertThat(FIT.clean("👍🏽")).isEqualTo("👍");
    assertThat(FIT.clean("🇩🇪")).isEqualTo("DE");
  }

  /** Red without {@code Printable}. */
  @Test
  void nothingThatMovesACursorIsLeft() {
    assertThat(FIT.clean("a\u001b[2Jb\r\n\u009bc\u202ed\u2028e")).isEqualTo("a?[2Jb???c?d?e");
    assertThat(new Fit(true).clean("é日●x")).isEqualTo("???x");
  }

  @Test
  void longTextIsBrokenAtBlanksAndInsideOfLongWordsOnly() {
    assertThat(FIT.wrap("one two three", 8)).containsExactly("one two", "three");
    assertThat(FIT.wrap("  session id", 10)).containsExactly("  session", "id");
    assertThat(FIT.wrap("  /a/long/path", 10)).containsExactly("  /a/long/", "path");
    assertThat(FIT.wrap("日本語日本語", 5)).containsExactly("日本", "語日", "本語");
    assertThat(FIT.wrap("", 5)).containsExactly("");
    assertThat(FIT.wrap("日本", 1)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whateverComesFitsExactly(boolean ascii) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Fit fit = new Fit(ascii);
    for (int round = 0; round < 5000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        text.appendCodePoint(
            switch (random.nextInt(4)) {
              case 0 -> random.nextInt(0x20, 0x7f);
              case 1 -> random.nextInt(0x300);
              case 2 -> random.nextInt(0x10000);
              default -> random.nextInt(0x1F000, 0x1FB00);
            });
      }
      int columns = random.nextInt(40);
      String cell = fit.cell(text.toString(), columns);
      assertThat(Fit.width(cell)).as("seed %d, round %d: %s", seed, round, cell).isEqualTo(columns);
      if (columns > 1) {
        assertThat(fit.wrap(text.toString(), columns))
            .as("seed %d, round %d", seed, round)
            .allMatch(line -> Fit.width(line) <= columns);
      }
      assertThat(cell.codePoints().noneMatch(Character::isISOControl)).isTrue();
      if (ascii) {
        assertThat(cell).matches("[ -~]*");
      }
    }
  }
}
