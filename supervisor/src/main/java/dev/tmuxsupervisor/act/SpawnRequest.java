package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.ResumeRule;
import dev.tmuxsupervisor.tmux.SessionName;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.util.List;
import java.util.Map;

/**
 * What to start, and where.
 *
 * @param argv the worker's command
 * @param resume its command where an earlier run is taken up; empty where that is the same
 * @param resumes whether this start takes one up
 */
public record SpawnRequest(
    Worker worker,
    List<String> argv,
    List<String> resume,
    boolean resumes,
    Map<String, String> environment,
    Map<String, String> surroundings,
    SessionName session,
    TmuxSocket socket,
    Policy policy,
    History history) {

  /** What to start again: as it is written down, with this history. */
  static SpawnRequest again(Worker worker, WorkerSpec spec, History history) {
    return new SpawnRequest(
        worker,
        spec.argv(),
        spec.resume(),
        worker
            .runs()
            .latest(spec.generation())
            .filter(run -> ResumeRule.resumes(run.exit(), run.lasted()))
            .isPresent(),
        spec.environment(),
        spec.surroundings(),
        new SessionName(spec.session()),
        new TmuxSocket(spec.socket()),
        spec.policy(),
        history);
  }

  /** The same where the run before was ended for the sake of this one: its end says nothing. */
  SpawnRequest resuming() {
    return new SpawnRequest(
        worker, argv, resume, true, environment, surroundings, session, socket, policy, history);
  }

  /** The command of this start. */
  List<String> command() {
    return resumes && !resume.isEmpty() ? resume : argv;
  }

  WorkerSpec spec(long generation) {
    return new WorkerSpec(
        Desired.UP,
        generation,
        WorkerSpec.newRun(),
        argv,
        resume,
        environment,
        surroundings,
        session.text(),
        socket.path(),
        policy,
        history);
  }
}
