package dev.tmuxsupervisor.lock;

import java.nio.file.Path;
import java.time.Duration;

/** Writes the lock of the given generation to a worker's folder, under the guard. */
final class WriteMain {
  private WriteMain() {}

  public static void main(String[] arguments) throws Exception {
    RuntimeDirectory directory = RuntimeDirectory.of(Path.of(arguments[0]));
    try (Guard guard = Guard.take(directory, Duration.ofMinutes(1))) {
      new LockFile(directory).write(guard, LockSamples.held(Long.parseLong(arguments[1])));
    }
    System.out.println("written");
  }
}
