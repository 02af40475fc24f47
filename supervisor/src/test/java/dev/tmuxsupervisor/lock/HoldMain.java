package dev.tmuxsupervisor.lock;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;

/** Takes the guard of a worker, says so, and holds it until its input ends. */
final class HoldMain {
  private HoldMain() {}

  public static void main(String[] arguments) throws Exception {
    RuntimeDirectory directory = RuntimeDirectory.of(Path.of(arguments[0]));
    try (Guard _ = Guard.take(directory, Duration.ofMinutes(1))) {
      System.out.println("held");
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
