package dev.tmuxsupervisor.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {
  /** Two rotations: of a third one a reader that is slow could not know. */
  private static final int LINES = 900;

  @TempDir private Path state = Path.of("");

  private void write(String event, int width) throws Exception {
    new Journal(state)
        .write(event, JournalTest.worker(state), JsonFields.object().put("why", "é".repeat(width)));
  }

  private static List<String> names(List<JournalEvent> events) {
    return events.stream().map(event -> event.text("event")).toList();
  }

  private List<String> latest(int most) throws Exception {
    try (JournalReader reader = JournalReader.open(state)) {
      return names(reader.latest(most, _ -> true));
    }
  }

  private void tear() throws Exception {
    Files.writeString(state.resolve("journal.jsonl"), "{\"at\":\"20", StandardOpenOption.APPEND);
  }

  @Test
  void withoutAJournalThereAreNoEventsAndTheFirstOneIsFollowed() throws Exception {
    try (JournalReader reader = JournalReader.open(state)) {
      assertThat(reader.latest(9, _ -> true)).isEmpty();
      assertThat(reader.added()).isEmpty();
      write("first", 1);
      assertThat(names(reader.added())).containsExactly("first");
      assertThat(reader.added()).isEmpty();
    }
  }

  @Test
  void theLatestAreFoundAcrossBlocksAndRotatedFiles() throws Exception {
    List<String> all = IntStream.range(0, 60).mapToObj(i -> "e" + i).toList();
    for (String event : all) {
      write(event, 45_000); // longer than a block; two files are full after it
    }
    assertThat(state.resolve("journal.1.jsonl")).exists();
    for (int most : new int[] {0, 1, 2, 45, 59, 60}) {
      assertThat(latest(most)).isEqualTo(all.subList(60 - most, 60));
    }
    assertThat(latest(1000)).isEqualTo(all);
  }

  /** Red when Journal.append does not look for a torn line: "after" is lost with it. */
  @Test
  void aTornLineIsLeftOutAndTheNextOneStandsAlone() throws Exception {
    write("before", 1);
    tear();
    assertThat(latest(9)).containsExactly("before");
    try (JournalReader reader = JournalReader.open(state)) {
      assertThat(reader.added()).isEmpty();
      write("after", 1);
      assertThat(names(reader.added())).containsExactly("after");
    }
    assertThat(latest(9)).containsExactly("before", "after");
  }

  @Test
  void aTornLineAtTheEndOfARotatedFileIsNotJoinedWithTheNextFile() throws Exception {
    write("before", 2_000_000);
    try (JournalReader reader = JournalReader.open(state)) {
      tear();
      write("after", 2_000_000);
      assertThat(state.resolve("journal.1.jsonl")).exists();
      assertThat(names(reader.added())).containsExactly("after");
    }
  }

  /** Red when goOn takes the newest file alone. */
  @Test
  void nothingIsLostOrDoubledWhenTwoRotationsHappenBetweenTwoLooks() throws Exception {
    write("e0", 10);
    try (JournalReader reader = JournalReader.open(state)) {
      write("e1", 2_000_000);
      write("e2", 2_000_000);
      write("e3", 2_000_000);
      assertThat(state.resolve("journal.2.jsonl")).exists();
      write("e4", 10);
      assertThat(names(reader.added())).containsExactly("e1", "e2", "e3", "e4");
      write("e5", 10);
      assertThat(names(reader.added())).containsExactly("e5");
    }
  }

  @Test
  void eventsThatWereShownAreNotShownAgainWhenFilesAreDeleted() throws Exception {
    write("e0", 2_000_000);
    write("e1", 2_000_000);
    try (JournalReader reader = JournalReader.open(state)) {
      assertThat(names(reader.latest(9, _ -> true))).containsExactly("e0", "e1");
      write("e2", 10);
      assertThat(names(reader.added())).containsExactly("e2");
      Files.delete(state.resolve("journal.jsonl"));
      assertThat(reader.added()).isEmpty();
      Thread.sleep(2); // events are told apart by their milliseconds here
      write("e3", 10);
      assertThat(names(reader.added())).containsExactly("e3");
    }
  }

  /** Another process writes through all files that are kept while this one follows. */
  @Test
  void whatAnotherProcessWritesIsFollowedAcrossRotations() throws Exception {
    try (JournalReader reader = JournalReader.open(state)) {
      Process writer =
          new ProcessBuilder(ForkedJvm.ofTests().command(JournalMain.class, state, "a", LINES))
              .inheritIO()
              .start();
      List<String> seen = new ArrayList<>();
      while (writer.isAlive()) {
        seen.addAll(names(reader.added()));
      }
      seen.addAll(names(reader.added()));
      assertThat(writer.exitValue()).isZero();
      assertThat(state.resolve("journal.2.jsonl")).exists();
      assertThat(seen).isEqualTo(IntStream.range(0, LINES).mapToObj(i -> "a" + i).toList());
    }
  }
}
