package dev.tmuxsupervisor.worker;

import dev.tmuxsupervisor.lock.Guard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Workers in a test's own root. */
final class WorkerFixture {
  private WorkerFixture() {}

  static Worker worker(Path root, String name) throws Exception {
    Files.createDirectories(root.resolve(name));
    Worker worker = Worker.resolve(root, new WorkerName(name));
    worker.runtime().create();
    return worker;
  }

  static void write(Worker worker, WorkerSpec spec) throws Exception {
    try (Guard guard = Guard.take(worker.runtime(), Duration.ofSeconds(5))) {
      worker.file().write(guard, spec);
    }
  }
}
