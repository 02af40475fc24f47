package dev.tmuxsupervisor.loop;

import static org.awaitility.Awaitility.await;

import dev.tmuxsupervisor.worker.Worker;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Somebody who takes from an agenda, and may have to wait. */
final class Taking {
  private final FutureTask<Optional<Worker>> task;
  private final Thread thread;

  Taking(Agenda agenda) {
    task = new FutureTask<>(agenda::take);
    thread = Thread.ofPlatform().daemon().start(task);
  }

  /** Waits until it has found that there is nothing for it now. */
  void awaitPause() {
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
  }

  Optional<Worker> taken() throws Exception {
    return task.get(30, TimeUnit.SECONDS);
  }
}
