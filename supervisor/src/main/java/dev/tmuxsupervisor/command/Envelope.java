package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The one form of every JSON answer: one object on one line. */
final class Envelope {
  private Envelope() {}

  static String data(String schema, JsonNode data, List<String> warnings) {
    ObjectNode json = head(schema, true);
    json.put("generated_at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    json.set("data", data);
    warnings.forEach(json.putArray("warnings")::add);
    return json.toString();
  }

  static String failure(CommandFailure failure) {
    ObjectNode json = head("error", false);
    json.set("error", error(failure));
    return json.toString();
  }

  /** What went wrong, for programs. */
  static ObjectNode error(CommandFailure failure) {
    return JsonFields.object()
        .put("code", failure.code().name())
        .put("exit", failure.code().exit())
        .put("retryable", failure.code().retryable())
        .put("message", failure.text())
        .put("hint", failure.hint());
  }

  private static ObjectNode head(String schema, boolean ok) {
    return JsonFields.object().put("schema", "supervisor." + schema + "/1").put("ok", ok);
  }
}
