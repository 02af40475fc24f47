package dev.tmuxsupervisor.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.ForkedJvm;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final int LINES = 400;

  @TempDir private Path state = Path.of("");

  private Path file(String name) {
    return state.resolve(name);
  }

  static Worker worker(Path root) {
    return new Worker(new WorkerName("crew/dave"), root, root.resolve("crew/dave"));
  }

  @Test
  void aLineIsOneObjectWhateverTheTextHolds() throws Exception {
    new Journal(state)
        .write("spawn", worker(state), JsonFields.object().put("why", "a\nb\u0000\u001b[2J\""));
    List<String> lines = Files.readAllLines(file("journal.jsonl"));
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).doesNotContain("\u001b");
    JsonFields line = JsonFields.parse(lines.getFirst());
    assertThat(line.text("event")).isEqualTo("spawn");
    assertThat(line.text("worker")).isEqualTo("crew/dave");
    assertThat(line.text("why")).isEqualTo("a\nb\u0000\u001b[2J\"");
    assertThat(java.time.Instant.parse(line.text("at"))).isBefore(java.time.Instant.now());
  }

  @Test
  void onlyItsOwnerMayReadIt() throws Exception {
    new Journal(state).write("spawn", worker(state), JsonFields.object());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("journal.jsonl"))))
        .isEqualTo("rw-------");
  }

  @Test
  void twoOlderFilesAreKeptAndNoMore() throws Exception {
    Journal journal = new Journal(state);
    String much = "x".repeat(3 << 20);
    for (int i = 0; i < 5; i++) {
      journal.write("event" + i, worker(state), JsonFields.object().put("why", much));
    }
    assertThat(event("journal.jsonl")).isEqualTo("event4");
    assertThat(event("journal.1.jsonl")).isEqualTo("event3");
    assertThat(event("journal.2.jsonl")).isEqualTo("event2");
    assertThat(file("journal.3.jsonl")).doesNotExist();
  }

  private String event(String name) throws Exception {
    return JsonFields.parse(Files.readString(file(name)).strip()).text("event");
  }

  /** Red without the flock: lines of one are written into a file that the other rotates away. */
  @Test
  void twoProcessesLoseNoLineWhileTheFileIsRotated() throws Exception {
    List<Process> writers = List.of(writer("a"), writer("b"));
    for (Process writer : writers) {
      assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(writer.exitValue()).isZero();
    }
    List<String> events = new ArrayList<>();
    for (String name : List.of("journal.2.jsonl", "journal.1.jsonl", "journal.jsonl")) {
      for (String line :
          Files.exists(file(name)) ? Files.readAllLines(file(name)) : List.<String>of()) {
        events.add(JsonFields.parse(line).text("event"));
      }
    }
    assertThat(file("journal.1.jsonl")).as("the file was rotated meanwhile").exists();
    for (String who : List.of("a", "b")) {
      assertThat(events.stream().filter(event -> event.startsWith(who)).toList())
          .isEqualTo(java.util.stream.IntStream.range(0, LINES).mapToObj(i -> who + i).toList());
    }
  }

  private Process writer(String who) throws IOException {
    return new ProcessBuilder(ForkedJvm.ofTests().command(JournalMain.class, state, who, LINES))
        .inheritIO()
        .start();
  }
}
