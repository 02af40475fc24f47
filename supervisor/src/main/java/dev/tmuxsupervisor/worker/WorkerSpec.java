package dev.tmuxsupervisor.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What should run in a worker, and how often it has been started. It holds intent only; whether it
 * runs is for the lock, the kernel and tmux to say.
 *
 * @param generation number of the latest run, 0 before the first; it only grows
 * @param run random name of the latest run, which its session, its pane and its processes carry
 * @param argv the agent's command, byte for byte
 * @param resume its command where an earlier run is to be taken up; empty where that is the same
 * @param environment what the agent gets beside the tmux server's environment; may hold secrets
 * @param surroundings what a tmux server that is started for it may inherit; nothing secret
 * @param session the tmux session's name
 * @param policy when it is started again
 * @param history how its runs went so far
 */
public record WorkerSpec(
    Desired desired,
    long generation,
    String run,
    List<String> argv,
    List<String> resume,
    Map<String, String> environment,
    Map<String, String> surroundings,
    String session,
    Path socket,
    Policy policy,
    History history) {

  /** Copies what can be changed from outside. */
  public WorkerSpec {
    argv = List.copyOf(argv);
    resume = List.copyOf(resume);
    environment = Map.copyOf(environment);
    surroundings = Map.copyOf(surroundings);
  }

  /** A worker whose command is always the same. */
  public WorkerSpec(
      Desired desired,
      long generation,
      String run,
      List<String> argv,
      Map<String, String> environment,
      Map<String, String> surroundings,
      String session,
      Path socket,
      Policy policy,
      History history) {
    this(
        desired,
        generation,
        run,
        argv,
        List.of(),
        environment,
        surroundings,
        session,
        socket,
        policy,
        history);
  }

  /** A name for a run that no other run has or had. */
  public static String newRun() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** The same worker, wanted or not. */
  public WorkerSpec with(Desired wish) {
    return changed(wish, generation, run, session, policy, history);
  }

  /** The same worker with what became of its runs. */
  public WorkerSpec with(History now) {
    return changed(desired, generation, run, session, policy, now);
  }

  /** The same worker under another policy. */
  public WorkerSpec with(Policy other) {
    return changed(desired, generation, run, session, other, history);
  }

  /** The same worker in a later or renamed run. */
  public WorkerSpec withRun(long laterGeneration, String name) {
    return changed(desired, laterGeneration, name, session, policy, history);
  }

  /** The same worker in a session of another name. */
  public WorkerSpec inSession(String name) {
    return changed(desired, generation, run, name, policy, history);
  }

  private WorkerSpec changed(
      Desired wish, long number, String name, String place, Policy rules, History past) {
    return new WorkerSpec(
        wish, number, name, argv, resume, environment, surroundings, place, socket, rules, past);
  }
}
