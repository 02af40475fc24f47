package dev.tmuxsupervisor.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticeCommandTest {
  @TempDir private Path directory;

  /** Red when no slot is taken, and when none is given back. */
  @Test
  void aFewRunAtATimeAndWhatIsInAVariableIsOnlyText() throws Exception {
    NoticeCommand command = new NoticeCommand(Map.of("PATH", "/usr/bin:/bin", "A", "a"));
    Path go = directory.resolve("go");
    List<String> waiting =
        List.of("sh", "-c", "while [ ! -e \"$0\" ]; do sleep 0.05; done", go.toString());
    for (int i = 0; i < NoticeCommand.AT_ONCE; i++) {
      assertThat(command.start(waiting, Map.of())).isTrue();
    }
    assertThat(command.start(waiting, Map.of())).isFalse();
    Files.createFile(go);

    Path out = directory.resolve("out");
    List<String> print =
        List.of("/bin/sh", "-c", "printf '%s' \"$A $B $*\" > \"$0.tmp\"; mv \"$0.tmp\" \"$0\"");
    List<String> hostile = List.of(out.toString(), "$(touch x)");
    List<String> argv = java.util.stream.Stream.concat(print.stream(), hostile.stream()).toList();
    await().until(() -> command.start(argv, Map.of("B", "$(touch y)`z`")));
    await().until(() -> Files.exists(out));
    assertThat(out).hasContent("a $(touch y)`z` $(touch x)");
  }

  @Test
  void aProgramThatIsNotThereOrFailsChangesNothing() {
    NoticeCommand command = new NoticeCommand(Map.of("PATH", "/usr/bin:/bin"));
    for (int round = 0; round < 3 * NoticeCommand.AT_ONCE; round++) {
      await().until(() -> command.start(List.of("no-such-program"), Map.of()));
      await().until(() -> command.start(List.of("false"), Map.of()));
    }
  }
}
