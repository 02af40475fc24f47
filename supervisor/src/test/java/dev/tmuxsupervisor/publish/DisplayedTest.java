package dev.tmuxsupervisor.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.tmux.OptionChange;
import dev.tmuxsupervisor.tmux.PaneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisplayedTest {
  private static final Slot ALL = Slot.global("@all");
  private static final Slot ONE = Slot.at(new PaneId(1), "@one");
  private static final Slot TWO = Slot.at(new PaneId(2), "@one");

  private final Displayed displayed = new Displayed();

  @Test
  void whatTheWholeServerShowsComesFirst() {
    assertThat(displayed.changesTo(Map.of(ONE, "a", ALL, "b", TWO, "c")))
        .hasSize(3)
        .first()
        .isEqualTo(set(ALL, "b"));
  }

  @Test
  void whatWasCarriedOutIsNotWrittenAgain() {
    displayed.carriedOut(List.of(set(ALL, "a"), set(ONE, "b")));
    assertThat(displayed.changesTo(Map.of(ALL, "a", ONE, "b"))).isEmpty();
    assertThat(displayed.changesTo(Map.of(ALL, "a", ONE, "c"))).containsExactly(set(ONE, "c"));
  }

  @Test
  void whatIsNotWantedAnyMoreIsTakenAwayOnce() {
    displayed.carriedOut(List.of(set(ONE, "a")));
    List<OptionChange> changes = displayed.changesTo(Map.of());
    assertThat(changes).containsExactly(unset(ONE));
    displayed.carriedOut(changes);
    assertThat(displayed.changesTo(Map.of())).isEmpty();
  }

  /** Red when all is forgotten: a fleet that takes longer than a deadline was never shown whole. */
  @Test
  void whatWasNotAnsweredIsWrittenAgainAndNothingElse() {
    displayed.carriedOut(List.of(set(ALL, "a")));
    displayed.unanswered(List.of(set(ONE, "b")));
    assertThat(displayed.changesTo(Map.of(ALL, "a", ONE, "b"))).containsExactly(set(ONE, "b"));
    assertThat(displayed.changesTo(Map.of(ALL, "a"))).containsExactly(unset(ONE));
  }

  private static OptionChange set(Slot slot, String text) {
    return new OptionChange(slot.target(), slot.option(), Optional.of(text));
  }

  private static OptionChange unset(Slot slot) {
    return new OptionChange(slot.target(), slot.option(), Optional.empty());
  }
}
