package dev.tmuxsupervisor.publish;

import dev.tmuxsupervisor.lock.JsonFields;
import java.nio.file.Path;

/** Another server that writes to the same journal: STATE WHO LINES. */
final class JournalMain {
  private static final int WIDTH = 12_000;

  private JournalMain() {}

  public static void main(String[] words) throws Exception {
    Path state = Path.of(words[0]);
    Journal journal = new Journal(state);
    for (int i = 0; i < Integer.parseInt(words[2]); i++) {
      journal.write(
          words[1] + i,
          JournalTest.worker(state),
          JsonFields.object().put("why", "x".repeat(WIDTH)));
    }
  }
}
