package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.judge.Breaker;
import dev.tmuxsupervisor.judge.RestartRule;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Exit;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.PolicyText;
import dev.tmuxsupervisor.worker.Spans;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A worker's state and its restarts in words. */
final class StateWords {
  private StateWords() {}

  /** For a cell, such as {@code running} or {@code backing_off 4s}. */
  static String state(Looked looked) {
    return looked.condition().state().word()
        + looked.untilNext().map(left -> " " + Durations.left(left)).orElse("");
  }

  /** For a cell, such as {@code 2} or {@code 5 open}. */
  static String restarts(WorkerSpec spec) {
    Breaker breaker = Breaker.of(spec.history());
    return spec.history().total() + (breaker == Breaker.CLOSED ? "" : " " + breaker.word());
  }

  /** For a cell, such as {@code 3}, {@code signal 9} or {@code unknown}. */
  static String exit(Exit exit) {
    return switch (exit) {
      case Exit.Status(int status) -> Integer.toString(status);
      case Exit.Signal(int signal) -> "signal " + signal;
      case Exit.Unknown _ -> "unknown";
    };
  }

  /** All there is to say, a line each. */
  static List<String> lines(Looked looked) {
    List<String> lines = new ArrayList<>();
    lines.add("state " + state(looked) + ": " + Printable.of(looked.condition().reason()));
    looked.spec().ifPresent(spec -> lines.addAll(lines(spec, looked)));
    return lines;
  }

  private static List<String> lines(WorkerSpec spec, Looked looked) {
    History history = spec.history();
    Policy policy = spec.policy();
    List<String> lines = new ArrayList<>();
    lines.add(
        "wanted "
            + spec.desired().name().toLowerCase(Locale.ROOT)
            + ", generation "
            + spec.generation());
    lines.add(
        "policy restart %s, backoff %s, max-restarts %s, stop-timeout %s"
            .formatted(
                PolicyText.print(policy.restart()),
                PolicyText.print(policy.backoff()),
                PolicyText.print(policy.limit()),
                Spans.print(policy.stopTimeout())));
    lines.add(
        "restarts "
            + history.total()
            + policy
                .limit()
                .map(limit ->
                    ", %d within the last %s"
                        .formatted(
                            RestartRule.recent(policy, history, looked.at()).size(),
                            Spans.print(limit.window())))
                .orElse("")
            + ", breaker "
            + Breaker.of(history).word());
    looked.untilNext().ifPresent(left -> lines.add("next attempt in " + Durations.left(left)));
    history.lastExit().ifPresent(exit -> lines.add("last exit " + exit(exit)));
    return lines;
  }
}
