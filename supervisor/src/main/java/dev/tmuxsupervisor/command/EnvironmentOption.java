package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.AgentVariable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code --env} options: {@code K=V}, or {@code K} for the value that the caller has. */
final class EnvironmentOption {
  private EnvironmentOption() {}

  static Map<String, String> read(List<String> options, Surroundings surroundings)
      throws CommandFailure {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      if (!AgentVariable.isSettable(name)) {
        throw new CommandFailure(
            ErrorCode.USAGE,
            "--env " + Printable.of(name) + " cannot be set for an agent",
            "write --env NAME=VALUE, or --env NAME to pass your own");
      }
      if (equals >= 0) {
        environment.put(name, option.substring(equals + 1));
      } else {
        environment.put(
            name,
            surroundings
                .variable(name)
                .orElseThrow(() ->
                    new CommandFailure(
                        ErrorCode.USAGE,
                        "--env " + name + " names a variable that you do not have",
                        "write --env " + name + "=VALUE")));
      }
    }
    return environment;
  }
}
