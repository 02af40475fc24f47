package dev.tmuxsupervisor.act;

import dev.tmuxsupervisor.judge.Evidence;
import dev.tmuxsupervisor.worker.Worker;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.io.IOException;
import java.util.Optional;

/** A fresh look at a worker, to confirm under the guard what was judged before. */
@FunctionalInterface
public interface Look {
  /** Looks anew; an answer of an earlier look is never given again. */
  Evidence at(Worker worker, Optional<WorkerSpec> spec, boolean underGuard) throws IOException;
}
