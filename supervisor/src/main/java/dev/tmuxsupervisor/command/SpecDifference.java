package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.fleet.Settings;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which keys a worker was started otherwise than the fleet file says by now. What the file
 * leaves to the caller, such as PATH, the values of {@code pass_env} and the default shell, makes
 * none.
 */
final class SpecDifference {
  private SpecDifference() {}

  static List<String> keys(WorkerSpec spec, Settings settings) {
    List<String> keys = new ArrayList<>();
    settings.command().filter(it -> !it.equals(spec.argv())).ifPresent(_ -> keys.add("command"));
    if (!spec.resume().equals(settings.resume().orElse(List.of()))) {
      keys.add("resume");
    }
    if (hasOtherEnvironment(spec.environment(), settings)) {
      keys.add("env");
    }
    Policy policy = settings.policy();
    if (spec.policy().restart() != policy.restart()) {
      keys.add("restart");
    }
    if (!spec.policy().backoff().equals(policy.backoff())) {
      keys.add("backoff");
    }
    if (!spec.policy().limit().equals(policy.limit())) {
      keys.add("max_restarts");
    }
    if (!spec.policy().stopTimeout().equals(policy.stopTimeout())) {
      keys.add("stop_timeout");
    }
    settings.session().filter(it -> !it.equals(spec.session())).ifPresent(_ -> keys.add("session"));
    settings
        .socket()
        .filter(it -> !it.equals(spec.socket()))
        .ifPresent(_ -> keys.add("tmux_socket"));
    return keys;
  }

  static String words(List<String> keys) {
    return "differs from supervisor.toml (" + String.join(", ", keys) + ")";
  }

  private static boolean hasOtherEnvironment(Map<String, String> has, Settings settings) {
    Set<String> wanted = new HashSet<>(settings.passEnv().orElse(List.of()));
    wanted.addAll(settings.env().keySet());
    Set<String> given = new HashSet<>(has.keySet());
    if (!wanted.contains("PATH")) {
      given.remove("PATH");
    }
    return !given.equals(wanted) || !has.entrySet().containsAll(settings.env().entrySet());
  }
}
