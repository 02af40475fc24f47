package dev.tmuxsupervisor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class PaneTest {
  private static final Paint PAINT = new Paint(false, new Fit(true));

  private static List<String> lines(Pane pane, int height, int width) {
    return pane.lines(PAINT, height, width).stream().map(AttributedString::toString).toList();
  }

  private static Pane numbers(boolean fromEnd) {
    return new Pane("t", IntStream.range(0, 20).mapToObj(Integer::toString).toList(), fromEnd, 0);
  }

  @Test
  void aLongReasonIsReadableToItsEnd() {
    Pane pane = new Pane("why", List.of("state failed: it ended with exit 3 too often"), false, 0);
    assertThat(lines(pane, 6, 18))
        .containsExactly("-- why", "state failed: it", "ended with exit 3", "too often", "", "");
  }

  @Test
  void scrollingStopsAtBothEndsAndComesBackAtOnce() {
    Pane pane = numbers(false);
    for (int i = 0; i < 9; i++) {
      pane = pane.scroll(4).within(PAINT.fit(), 6, 10);
    }
    assertThat(lines(pane, 6, 10)).containsExactly("-- t", "15", "16", "17", "18", "19");
    assertThat(lines(pane.scroll(-4), 6, 10)).containsExactly("-- t", "11", "12", "13", "14", "15");
    assertThat(lines(pane.scroll(-99), 6, 10)).element(1).isEqualTo("0");
  }

  @Test
  void ofAScreenTheEndIsSeenFirst() {
    assertThat(lines(numbers(true), 3, 10)).containsExactly("-- t", "18", "19");
    assertThat(lines(numbers(true).scroll(-2), 3, 10)).containsExactly("-- t", "16", "17");
  }

  @Test
  void ofManyBlankLinesOneIsLeft() {
    Pane pane = Pane.awaited("t", true).with(List.of("", "a", " ", "", "b", ""));
    assertThat(pane.text()).containsExactly("a", "", "b");
  }

  @Test
  void whatIsEmptyIsSaidToBe() {
    assertThat(lines(Pane.awaited("t", true).with(List.of("", " ")), 2, 20)).contains("(nothing)");
  }
}
