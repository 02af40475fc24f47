package sabotage;

import dev.tmuxsupervisor.judge.Remedy;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.worker.WorkerSpec;

/** Decides to do nothing. */
public final class Idle {
  private Idle() {}

  public static Remedy down(Verdict verdict, WorkerSpec spec) {
    return new Remedy.Nothing();
  }
}
