package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.act.SpawnRequest;
import dev.tmuxsupervisor.fleet.Settings;
import dev.tmuxsupervisor.tmux.SessionName;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one worker is to be started, checked as far as that goes without its directory: nothing is
 * made for a command line that is wrong.
 */
record SpawnPlan(
    List<String> argv,
    List<String> resume,
    Map<String, String> environment,
    Map<String, String> surroundings,
    SessionName session,
    TmuxSocket socket,
    Policy policy) {

  /**
   * From what is said about the worker, and the variables that come on top. The agent finds what
   * its user finds: PATH goes along, unless another was set.
   */
  static SpawnPlan of(
      Surroundings caller,
      WorkerName name,
      Settings settings,
      Map<String, String> added,
      Policy policy)
      throws CommandFailure {
    Map<String, String> environment = new LinkedHashMap<>();
    caller.variable("PATH").ifPresent(path -> environment.put("PATH", path));
    for (String variable : settings.passEnv().orElse(List.of())) {
      if (!settings.env().containsKey(variable) && !added.containsKey(variable)) {
        environment.put(variable, passed(caller, name, variable));
      }
    }
    environment.putAll(settings.env());
    environment.putAll(added);
    return new SpawnPlan(
        AgentProgram.argv(settings.command().orElse(List.of()), caller),
        settings.resume().orElse(List.of()),
        environment,
        caller.inherited(),
        new SessionName(settings.session().orElse(name.text())),
        caller.socket(settings.socket()),
        policy);
  }

  private static String passed(Surroundings caller, WorkerName name, String variable)
      throws CommandFailure {
    return caller
        .variable(variable)
        .orElseThrow(() ->
            new CommandFailure(
                ErrorCode.USAGE,
                name
                    + " is to get your "
                    + variable
                    + ", by pass_env in supervisor.toml, and you have none",
                "export it first"));
  }

  /** The same in a session of another name. */
  SpawnPlan inSession(SessionName other) {
    return new SpawnPlan(argv, resume, environment, surroundings, other, socket, policy);
  }

  /** The request for this directory; throws if its program is not to be found from there. */
  SpawnRequest in(Worker worker) throws CommandFailure {
    AgentProgram.requireExecutable(
        argv.getFirst(), worker.directory(), environment.getOrDefault("PATH", ""));
    return new SpawnRequest(
        worker,
        argv,
        resume,
        false,
        environment,
        surroundings,
        session,
        socket,
        policy,
        History.FRESH);
  }
}
