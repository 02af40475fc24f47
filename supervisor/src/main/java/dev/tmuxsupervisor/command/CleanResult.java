package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.publish.EvidenceJson;
import dev.tmuxsupervisor.worker.Worker;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of one lock.
 *
 * @param verdict its name; {@code free} when the lock was gone by the time of the second look
 */
record CleanResult(
    Worker worker, What what, String verdict, String why, Optional<CommandFailure> failure) {
  /** The cases, in JSON in lower case. */
  enum What {
    RELEASED,
    WOULD_RELEASE,
    KEPT,
    GONE,
    FAILED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    private String words() {
      return this == WOULD_RELEASE ? "to release" : text();
    }
  }

  static CleanResult released(Worker worker, Verdict.Stale stale) {
    return of(worker, What.RELEASED, stale, stale.why());
  }

  static CleanResult releasable(Worker worker, Verdict.Stale stale) {
    return of(worker, What.WOULD_RELEASE, stale, stale.why());
  }

  static CleanResult kept(Worker worker, Verdict verdict, String why) {
    return of(worker, What.KEPT, verdict, why);
  }

  static CleanResult gone(Worker worker) {
    return new CleanResult(
        worker, What.GONE, "free", "somebody else released it", Optional.empty());
  }

  static CleanResult failed(Worker worker, Verdict verdict, CommandFailure failure) {
    return new CleanResult(
        worker, What.FAILED, EvidenceJson.name(verdict), failure.text(), Optional.of(failure));
  }

  private static CleanResult of(Worker worker, What what, Verdict verdict, String why) {
    return new CleanResult(worker, what, EvidenceJson.name(verdict), why, Optional.empty());
  }

  boolean isFailure() {
    return what == What.FAILED;
  }

  boolean isReleasable() {
    return what == What.WOULD_RELEASE;
  }

  ObjectNode json() {
    ObjectNode json =
        JsonFields.object()
            .put("worker", worker.name().text())
            .put("directory", worker.directory().toString())
            .put("path", worker.runtime().lockFile().toString())
            .put("outcome", what.text())
            .put("verdict", verdict)
            .put("why", why);
    failure.ifPresent(it -> json.set("error", Envelope.error(it)));
    return json;
  }

  void say(Desk desk, LockSurvey survey) {
    String line =
        "%s: %s, %s: %s"
            .formatted(survey.label(worker), what.words(), verdict.replace('_', ' '), why);
    if (isFailure()) {
      desk.remark("supervisor: " + line);
    } else {
      desk.say(line);
    }
  }

  /** How many of each, such as {@code 1 released, 4 kept}. */
  static String summary(List<CleanResult> results) {
    String counts =
        Stream.of(What.values())
            .filter(what -> count(results, what) > 0)
            .map(what -> count(results, what) + " " + what.words())
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "there are no locks" : counts;
  }

  private static long count(List<CleanResult> results, What what) {
    return results.stream().filter(result -> result.what() == what).count();
  }
}
