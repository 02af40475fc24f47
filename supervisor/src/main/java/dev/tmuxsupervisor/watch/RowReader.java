package dev.tmuxsupervisor.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tmuxsupervisor.lock.JsonFields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the lines of {@code watch --json}. */
final class RowReader {
  private RowReader() {}

  /** What a line tells: the fleet, or why there is none to tell. */
  static News read(String line, long at) {
    try {
      JsonNode json = JsonFields.parse(line).node();
      if (!json.path("ok").asBoolean()) {
        JsonNode error = json.path("error");
        return new News.Down(error.path("message").asText("an answer without a reason"));
      }
      Instant now = Instant.parse(json.path("generated_at").asText());
      List<Row> rows = new ArrayList<>();
      json.path("data").path("workers").forEach(worker -> rows.add(row(worker, now)));
      return new News.Fleet(rows, at);
    } catch (JsonFields.Malformed | DateTimeException e) {
      return new News.Down("the server's answer cannot be read: " + e.getMessage());
    }
  }

  private static Row row(JsonNode worker, Instant now) {
    JsonNode restarts = worker.path("restarts");
    JsonNode lock = worker.path("lock");
    String breaker = restarts.path("breaker").asText();
    return new Row(
        worker.path("worker").asText(),
        worker.path("root").asText(),
        worker.path("state").asText(),
        reason(worker),
        restarts.has("next_attempt_in_ms")
            ? Optional.of(Duration.ofMillis(restarts.path("next_attempt_in_ms").asLong()))
            : Optional.empty(),
        lock.has("acquired_at")
            ? Optional.of(Duration.between(Instant.parse(lock.path("acquired_at").asText()), now))
            : Optional.empty(),
        restarts.path("count").asLong(),
        breaker.equals("closed") ? "" : breaker,
        lock.path("pid").asText(),
        worker.path("session").path("session").asText(lock.path("session_id").asText()));
  }

  /** Of one that runs it says no more than that it runs. */
  private static String reason(JsonNode worker) {
    return worker.path("state").asText().equals("running")
        ? ""
        : worker.path("state_reason").asText();
  }
}
