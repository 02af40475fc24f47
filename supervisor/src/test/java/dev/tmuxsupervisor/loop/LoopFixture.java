package dev.tmuxsupervisor.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Ticker;
import dev.tmuxsupervisor.publish.Journal;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Workers, a journal and a clock that only a test moves. */
final class LoopFixture extends Ticker {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private long now = 1;

  LoopFixture(Path directory) {
    this.directory = directory;
  }

  Worker worker(String name) throws Exception {
    Files.createDirectories(directory.resolve(name));
    return Worker.resolve(directory, new WorkerName(name));
  }

  Chronicle chronicle() {
    return new Chronicle(new Journal(directory));
  }

  @Override
  public long read() {
    return now;
  }

  void pass(Duration time) {
    now += time.toNanos();
  }

  /** The events written so far, each told as {@code event outcome}. */
  List<String> told() throws IOException {
    List<String> told = new ArrayList<>();
    for (JsonNode event : events()) {
      told.add(event.path("event").asText() + " " + event.path("outcome").asText());
    }
    return told;
  }

  List<JsonNode> events() throws IOException {
    Path file = directory.resolve("journal.jsonl");
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      events.add(JSON.readTree(line));
    }
    return events;
  }
}
