package dev.tmuxsupervisor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListingTest {
  private final Listing listing = new Listing();

  private List<String> names() {
    return listing.shown().stream().map(Row::name).toList();
  }

  private String selected() {
    return listing.selected().map(Row::name).orElse("nobody");
  }

  @Test
  void whoNeedsAPersonMostComesFirst() {
    listing.update(
        List.of(
            Rows.row("a", "stopped"),
            Rows.row("b", "running"),
            Rows.row("c", "backing_off"),
            Rows.row("d", "unknown"),
            Rows.row("e", "failed"),
            Rows.row("f", "a state of tomorrow")));
    assertThat(names()).containsExactly("e", "f", "d", "c", "b", "a");
    listing.order(Order.NAME);
    assertThat(names()).containsExactly("a", "b", "c", "d", "e", "f");
  }

  /** Red when {@code arrange} does not look for the worker that was selected. */
  @Test
  void theSelectionSticksToTheWorkerAndNotToItsPlace() {
    listing.update(List.of(Rows.row("a", "running"), Rows.row("b", "running")));
    listing.move(1);
    listing.update(List.of(Rows.row("a", "running"), Rows.row("b", "failed")));
    assertThat(selected()).isEqualTo("b");
    assertThat(listing.at()).isZero();
  }

  @Test
  void whenTheSelectedWorkerGoesTheNextOneInItsPlaceIsSelected() {
    listing.update(
        List.of(Rows.row("a", "running"), Rows.row("b", "running"), Rows.row("c", "held")));
    listing.order(Order.NAME);
    listing.move(1 - listing.at());
    listing.update(List.of(Rows.row("a", "running"), Rows.row("c", "held")));
    assertThat(selected()).isEqualTo("c");
    listing.update(List.of());
    assertThat(listing.selected()).isEmpty();
  }

  @Test
  void theFilterLooksAtNameStateSessionAndReason() {
    listing.update(
        List.of(
            Rows.row("crew/dave", "running"),
            Rows.row("b", "failed"),
            Rows.row("c", "running", "waits for Dave", "s"),
            Rows.row("d", "running", "r", "daves")));
    listing.filter("DAVE");
    assertThat(names()).containsExactly("c", "crew/dave", "d");
    listing.filter("nothing at all");
    assertThat(listing.selected()).isEmpty();
    assertThat(listing.all()).hasSize(4);
    listing.filter("");
    assertThat(names()).hasSize(4);
  }

  @Test
  void theSelectedRowIsAlwaysAmongThoseThatAreDrawn() {
    listing.update(
        IntStream.range(0, 500).mapToObj(i -> Rows.row("w%03d".formatted(i), "running")).toList());
    for (int step : new int[] {499, -1, -30, 7, -499, 250}) {
      listing.move(step);
      for (int height : new int[] {10, 3, 1, 0}) {
        int top = listing.top(height);
        assertThat(listing.at()).isBetween(top, top + Math.max(1, height) - 1);
      }
    }
  }
}
