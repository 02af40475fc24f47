package dev.tmuxsupervisor.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tmuxsupervisor.judge.Breaker;
import dev.tmuxsupervisor.judge.RestartRule;
import dev.tmuxsupervisor.worker.ExitJson;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.PolicyJson;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.time.Duration;

/** A worker's state and its restarts in JSON, the same for every verb that shows one. */
final class StateJson {
  private StateJson() {}

  static void put(ObjectNode json, Looked looked) {
    json.put("state", looked.condition().state().word());
    json.put("state_reason", looked.condition().reason());
    looked.spec().ifPresent(spec -> put(json, spec, looked));
  }

  private static void put(ObjectNode json, WorkerSpec spec, Looked looked) {
    History history = spec.history();
    ObjectNode restarts = json.putObject("restarts");
    restarts.put("count", history.total());
    restarts.put("in_window", RestartRule.recent(spec.policy(), history, looked.at()).size());
    restarts.put("breaker", Breaker.of(history).word());
    looked
        .untilNext()
        .map(Duration::toMillis)
        .ifPresent(millis -> restarts.put("next_attempt_in_ms", millis));
    history.lastExit().ifPresent(exit -> json.set("last_exit", ExitJson.print(exit)));
    json.set("policy", PolicyJson.print(spec.policy()));
  }
}
