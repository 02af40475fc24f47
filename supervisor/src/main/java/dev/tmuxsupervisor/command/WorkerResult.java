package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.WorkerName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of one worker of several.
 *
 * @param details in words, may be empty
 */
record WorkerResult(
    WorkerName worker, What what, String details, Optional<CommandFailure> failure) {
  /** The cases, in JSON in lower case. */
  enum What {
    STARTED,
    ALREADY_THERE,
    WOULD_START,
    STOPPED,
    NOTHING_RAN,
    WOULD_STOP,
    FAILED;

    private String words() {
      return this == NOTHING_RAN ? "was not running" : text().replace('_', ' ');
    }

    private String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static WorkerResult of(WorkerName worker, What what, String details) {
    return new WorkerResult(worker, what, details, Optional.empty());
  }

  static WorkerResult failed(WorkerName worker, CommandFailure failure) {
    return new WorkerResult(worker, What.FAILED, "", Optional.of(failure));
  }

  int exit() {
    return failure.map(it -> it.code().exit()).orElse(0);
  }

  /** Tells all of them; answers the worst exit code. */
  static int print(
      Desk desk, String verb, boolean json, List<WorkerResult> results, List<String> warnings) {
    if (json) {
      ObjectNode data = JsonFields.object();
      ArrayNode array = data.putArray("results");
      results.forEach(result -> array.add(result.json()));
      desk.json(verb, data, warnings);
    } else {
      results.forEach(result -> result.say(desk));
      warnings.forEach(warning -> desk.remark("supervisor: warning: " + warning));
    }
    return results.stream().mapToInt(WorkerResult::exit).max().orElse(0);
  }

  private ObjectNode json() {
    ObjectNode json = JsonFields.object().put("worker", worker.text()).put("outcome", what.text());
    json.put("exit", exit());
    if (!details.isEmpty()) {
      json.put("details", details);
    }
    failure.ifPresent(it ->
        json.putObject("error")
            .put("code", it.code().name())
            .put("retryable", it.code().retryable())
            .put("message", it.text())
            .put("hint", it.hint()));
    return json;
  }

  private void say(Desk desk) {
    if (failure.isEmpty()) {
      desk.say(worker + " " + what.words() + (details.isEmpty() ? "" : ": " + details));
      return;
    }
    desk.remark("supervisor: " + Printable.of(failure.get().text()));
    if (!failure.get().hint().isEmpty()) {
      desk.remark("  " + Printable.of(failure.get().hint()));
    }
  }
}
