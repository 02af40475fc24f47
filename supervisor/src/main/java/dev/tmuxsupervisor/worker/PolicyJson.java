package dev.tmuxsupervisor.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.lock.JsonFields;
import dev.tmuxsupervisor.lock.JsonFields.Malformed;

/** A policy in {@code worker.json} and in every answer, in the words of the options. */
public final class PolicyJson {
  private PolicyJson() {}

  /** As it is kept. */
  public static ObjectNode print(Policy policy) {
    return JsonFields.object()
        .put("restart", PolicyText.print(policy.restart()))
        .put("backoff", PolicyText.print(policy.backoff()))
        .put("max_restarts", PolicyText.print(policy.limit()))
        .put("stop_timeout", Spans.print(policy.stopTimeout()));
  }

  static Policy parse(JsonFields json) throws Malformed {
    return new Policy(
        PolicyText.restart(json.text("restart")),
        PolicyText.backoff(json.text("backoff")),
        PolicyText.limit(json.text("max_restarts")),
        Spans.parse(json.text("stop_timeout")));
  }
}
