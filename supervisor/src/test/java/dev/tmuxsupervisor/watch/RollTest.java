package dev.tmuxsupervisor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RollTest {
  private final Roll roll = new Roll();

  private List<String> names() {
    return roll.shown().stream().map(Row::name).toList();
  }

  private String selected() {
    return roll.selected().map(Row::name).orElse("nobody");
  }

  @Test
  void whoNeedsAPersonMostComesFirst() {
    roll.update(
        List.of(
            Rows.row("a", "stopped"),
            Rows.row("b", "running"),
            Rows.row("c", "backing_off"),
            Rows.row("d", "unknown"),
            Rows.row("e", "failed"),
            Rows.row("f", "a state of tomorrow")));
    assertThat(names()).containsExactly("e", "f", "d", "c", "b", "a");
    roll.order(Order.NAME);
    assertThat(names()).containsExactly("a", "b", "c", "d", "e", "f");
  }

  /** Red when {@code arrange} does not look for the worker that was selected. */
  @Test
  void theSelectionSticksToTheWorkerAndNotToItsPlace() {
    roll.update(List.of(Rows.row("a", "running"), Rows.row("b", "running")));
    roll.move(1);
    roll.update(List.of(Rows.row("a", "running"), Rows.row("b", "failed")));
    assertThat(selected()).isEqualTo("b");
    assertThat(roll.at()).isZero();
  }

  @Test
  void whenTheSelectedWorkerGoesTheNextOneInItsPlaceIsSelected() {
    roll.update(List.of(Rows.row("a", "running"), Rows.row("b", "running"), Rows.row("c", "held")));
    roll.order(Order.NAME);
    roll.move(1 - roll.at());
    roll.update(List.of(Rows.row("a", "running"), Rows.row("c", "held")));
    assertThat(selected()).isEqualTo("c");
    roll.update(List.of());
    assertThat(roll.selected()).isEmpty();
  }

  @Test
  void theFilterLooksAtNameStateSessionAndReason() {
    roll.update(
        List.of(
            Rows.row("crew/dave", "running"),
            Rows.row("b", "failed"),
            Rows.row("c", "running", "waits for Dave", "s"),
            Rows.row("d", "running", "r", "daves")));
    roll.filter("DAVE");
    assertThat(names()).containsExactly("c", "crew/dave", "d");
    roll.filter("nothing at all");
    assertThat(roll.selected()).isEmpty();
    assertThat(roll.all()).hasSize(4);
    roll.filter("");
    assertThat(names()).hasSize(4);
  }

  @Test
  void theSelectedRowIsAlwaysAmongThoseThatAreDrawn() {
    roll.update(
        IntStream.range(0, 500).mapToObj(i -> Rows.row("w%03d".formatted(i), "running")).toList());
    for (int step : new int[] {499, -1, -30, 7, -499, 250}) {
      roll.move(step);
      for (int height : new int[] {10, 3, 1, 0}) {
        int top = roll.top(height);
        assertThat(roll.at()).isBetween(top, top + Math.max(1, height) - 1);
      }
    }
  }
}
