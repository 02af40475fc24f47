package dev.tmuxsupervisor.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EntryTest {
  private static final int RECORDS = 20_000;

  @Test
  void aListOfThousandsFitsIntoMemory() {
    Nonce nonce = new Nonce("ab");
    String separator = nonce.separator();
    String record = separator + "PANE/12" + (separator + "x").repeat(12) + separator + "\n";

    // Copied all tokens for each record, as it was: no end within two minutes in a heap of 2 GB.
    List<Entry> entries = Entry.parse(record.repeat(RECORDS), nonce);

    assertThat(entries).hasSize(RECORDS);
    assertThat(entries.getLast().fields()).hasSize(12).containsOnly("x");
  }

  /** tmux 3.8 gives up on a record in the middle when its server has no time. */
  @Test
  void whatFollowsARecordThatWasCutShortIsNotBelieved() {
    Nonce nonce = new Nonce("ab");
    String separator = nonce.separator();
    String cut = separator + "PANE/1\n";
    String next = separator + "PANE/2" + (separator + "OTHER/7").repeat(2) + separator + "\n";

    assertThat(Entry.parse(cut + next, nonce)).isEmpty();
    cut = separator + "PANE/2" + separator + "x\n";
    assertThat(Entry.parse(cut + next, nonce)).hasSize(1);
  }
}
