package dev.tmuxsupervisor.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What tmux 3.8 prints of a pane whose program is over, on every version that tests run with. */
final class ListingTest {
  private static final Nonce NONCE = Nonce.fresh();

  @Test
  void aPaneWithoutAPidIsDead() {
    Pane pane = pane("%1", "$0", "", "1", "3", "", "", "sh");

    assertThat(pane.dead()).isTrue();
    assertThat(pane.pid()).isZero();
    assertThat(pane.exitStatus()).hasValue(3);
  }

  /** The terminal is closed, and the status is not known yet: there is nobody to be found. */
  @Test
  void soIsOneThatTmuxDoesNotCallDeadYet() {
    Pane pane = pane("%1", "$0", "", "0", "", "", "", "sh");

    assertThat(pane.dead()).isTrue();
    assertThat(pane.exitStatus()).isEmpty();
  }

  @Test
  void onlyAPaneWithAPidLives() {
    Pane pane = pane("%1", "$0", "77", "0", "", "", "", "sh");

    assertThat(pane.dead()).isFalse();
    assertThat(pane.pid()).isEqualTo(77);
  }

  private static Pane pane(String... fields) {
    String output =
        record(Kind.SESSION, "$0", "5", "0", "1", "", "w")
            + record(Kind.LISTED)
            + record(Kind.PANE, fields)
            + record(Kind.LISTED);
    Head head = new Head(new ServerIdentity(10, 5), TmuxVersion.parse("3.8"), false);
    Reply reply = new Reply(head, Entry.parse(output, NONCE), "");
    return TmuxFixture.content(new Listing(List.of()).read(reply)).panes().getFirst();
  }

  private static String record(Kind kind, String... fields) {
    return NONCE.format(kind, List.of(fields)) + "\n";
  }
}
