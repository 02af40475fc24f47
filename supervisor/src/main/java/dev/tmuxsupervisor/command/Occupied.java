package dev.tmuxsupervisor.command;

import dev.tmuxsupervisor.act.SpawnOutcome;
import dev.tmuxsupervisor.act.SpawnRequest;
import dev.tmuxsupervisor.judge.Condition;
import dev.tmuxsupervisor.judge.State;
import dev.tmuxsupervisor.judge.Verdict;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Spawns a worker as soon as nobody has it, and nobody is to bring it back. */
final class Occupied {
  /** Over, and not to be brought back. */
  private static final Set<State> OVER = EnumSet.of(State.STOPPED, State.FINISHED, State.FAILED);

  /** What nobody's waiting changes; whether such a lock can be taken is for the spawn to say. */
  private static final Set<State> HOPELESS = EnumSet.of(State.DAMAGED, State.FOREIGN);

  private final Desk desk;
  private final Worker worker;
  private final Vigil vigil;
  private boolean told;

  Occupied(Desk desk, Worker worker, Optional<Duration> timeout) {
    this.desk = desk;
    this.worker = worker;
    vigil = new Vigil(timeout);
  }

  /** Several may wait: who comes second goes on waiting. */
  SpawnOutcome spawn(SpawnRequest request)
      throws CommandFailure, IOException, InterruptedException {
    while (true) {
      await();
      SpawnOutcome outcome = Spawning.run(desk, request);
      if (!(outcome instanceof SpawnOutcome.Held(Verdict verdict, _)) || isRefused(verdict)) {
        return outcome;
      }
    }
  }

  /** Whether waiting does not help, so that a spawn would be refused for ever. */
  private boolean isRefused(Verdict verdict) throws CommandFailure, IOException {
    State state = Condition.of(verdict, WorkerFinder.spec(worker), BootTime.now()).state();
    return OVER.contains(state) || HOPELESS.contains(state) || state == State.UNKNOWN;
  }

  /** Comes back when it is free, or when only a spawn can tell why it is not. */
  private void await() throws CommandFailure, IOException, InterruptedException {
    while (true) {
      boolean last = vigil.isOver();
      Vigil.Stamp seen = Vigil.Stamp.of(worker);
      Looked looked = Looked.at(worker, WorkerFinder.spec(worker), desk.observer());
      State state = looked.condition().state();
      if (OVER.contains(state)
          || HOPELESS.contains(state)
          || (state == State.UNKNOWN && !told)) { // it was never seen to be held
        return;
      }
      String why = state.word() + ": " + Printable.of(looked.condition().reason());
      if (last) {
        throw new CommandFailure(
            ErrorCode.WAIT_TIMEOUT,
            worker.name() + " was not started: it is " + why + ", still",
            "see who has it: supervisor why " + worker.name());
      }
      if (!told) {
        told = true;
        desk.remark("supervisor: waiting for " + worker.name() + ", which is " + why);
        desk.replies().err().flush(); // now, and not at the end
      }
      vigil.awaitChange(worker, seen);
    }
  }
}
